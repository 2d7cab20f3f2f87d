"""The hours of a day on the road, from the order of its visits: one way for solved tours and those set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.portfolio.visits.hours import Window
from negoce.portfolio.visits.roads import Leg, Point, leg
from negoce.portfolio.visits.terms import LUNCH_FROM, LUNCH_UNTIL, TourTerms


@dataclass(frozen=True, slots=True)
class Call:
    """A visit to be made: where, how long, when it may begin and end, the minute it is fixed at if it is."""

    point: Point
    minutes: int
    windows: tuple[Window, ...]
    fixed: int | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A visit with its hours, as minutes of the day. `km` and `driving` are those of the road to it.

    `problem` is `closed` (they receive nobody then), `late` (after the hour it is fixed at), or empty.
    """

    arrival: int
    start: int
    end: int
    km: float
    driving: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day: when to leave and to be back, its visits, its roads. `over` is how many minutes it is too long."""

    leave: int
    back: int
    visits: tuple[Timed, ...]
    km: float
    driving: int
    over: int


def schedule(base: Point, calls: Sequence[Call], terms: TourTerms, *, start: int, end: int) -> DayPlan:
    """Put hours on visits in their order. Raises ValueError where no road leads."""
    visits: list[Timed] = []
    here, now, eaten = base, start, False
    for call in calls:
        road = _road(here, call.point, terms)
        timed, eaten = _next(call, road, now, eaten, terms, first=not visits)
        visits.append(timed)
        here, now = call.point, timed.end
    home = _road(here, base, terms) if visits else Leg(0.0, 0)
    leave = max(start, visits[0].start - visits[0].driving) if visits else start
    back = now + home.minutes
    km = round(sum(each.km for each in visits) + home.km, 1)
    driving = sum(each.driving for each in visits) + home.minutes
    return DayPlan(leave, back, tuple(visits), km, driving, max(0, back - end))


def _next(
    call: Call, road: Leg, now: int, eaten: bool, terms: TourTerms, *, first: bool
) -> tuple[Timed, bool]:
    """The visit after `now`, with lunch before it where it would otherwise be eaten too late."""
    lunch = int(terms.lunch_minutes)
    arrival = now + road.minutes
    found = _begin(call, arrival)
    if not eaten and (found is None or found + call.minutes > LUNCH_UNTIL - lunch):
        eaten = True
        if not first and now < LUNCH_UNTIL:
            # On the way or once there, whichever comes at its hour.
            arrival = max(arrival, LUNCH_FROM) + lunch
            found = _begin(call, arrival)
    problem = ""
    if call.fixed is not None and arrival > call.fixed:
        problem = "late"
    elif found is None:
        problem = "closed"
    begin = arrival if found is None else found
    if first and found is not None:
        arrival = begin
    return Timed(min(arrival, begin), begin, begin + call.minutes, road.km, road.minutes, problem), eaten


def _begin(call: Call, arrival: int) -> int | None:
    """The first minute from `arrival` on at which the visit fits; None when it does not any more."""
    if call.fixed is not None:
        return call.fixed if arrival <= call.fixed else None
    for window in call.windows:
        begin = max(arrival, window.start)
        if begin + call.minutes <= window.end:
            return begin
    return None


def _road(one: Point, other: Point, terms: TourTerms) -> Leg:
    road = leg(one, other, terms)
    if road is None:
        raise ValueError("No road leads there.")
    return road
