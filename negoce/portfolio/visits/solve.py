"""The days on the road that leave the most: which visits, on which day, in which order. PyVRP is read by jobs only."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negoce.portfolio.visits.hours import Hours, Window
from negoce.portfolio.visits.roads import Leg, Point, road_matrix
from negoce.portfolio.visits.schedule import Call, schedule
from negoce.portfolio.visits.terms import LUNCH_FROM, LUNCH_UNTIL, TourTerms

DAY = 24 * 60
# What the solver is given; those of least worth beyond are left out and said to be.
MOST_SOLVED = 120
SECONDS = 4.0
_QUIET_ROUNDS = 3_000
# A visit that a person fixed is worth more than any other can be.
_FIXED_PRIZE = 10_000_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit that may be made. `worth` in euros; `fixed_day` is a place among the days, `fixed_at` a minute of it."""

    key: int
    point: Point
    hours: Hours
    minutes: int
    worth: float
    fixed_day: int | None = None
    fixed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A week to be planned: where each day begins and ends, which days, from which minute to which."""

    base: Point
    days: tuple[date, ...]
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    terms: TourTerms


@dataclass(frozen=True, slots=True)
class Solution:
    """Keys of candidates a day, in order; why each of the others is left out; how many rounds the search made."""

    days: tuple[tuple[int, ...], ...]
    left_out: dict[int, str]
    rounds: int


def windows_of(one: Candidate, problem: Problem, place: int) -> tuple[Window, ...]:
    """When a visit may be made on a day; empty when it may not."""
    if one.fixed_day is not None and one.fixed_day != place:
        return ()
    return one.hours.on(problem.days[place].weekday())


def call_of(one: Candidate, problem: Problem, place: int) -> Call:
    """A candidate as a visit of a day."""
    return Call(one.point, one.minutes, windows_of(one, problem, place), one.fixed_at)


def solve(problem: Problem, *, seconds: float = SECONDS, seed: int = 1) -> Solution:
    """Plan the days; at most so many seconds. A visit is made when it is worth more than the road that it adds."""
    left_out: dict[int, str] = {}
    possible: list[Candidate] = []
    for one in problem.candidates:
        reason = _impossible(one, problem)
        if reason:
            left_out[one.key] = reason
        else:
            possible.append(one)
    possible.sort(key=lambda one: (one.fixed_day is None, -one.worth, one.key))
    left_out |= dict.fromkeys((one.key for one in possible[MOST_SOLVED:]), "capped")
    kept = possible[:MOST_SOLVED]
    if not kept:
        return Solution(tuple(() for _day in problem.days), left_out, 0)
    roads = road_matrix([problem.base, *(one.point for one in kept)], problem.terms)
    found, rounds = _routes(problem, kept, roads, seconds, seed)
    placed = {place for day in found for place in day}
    for place, one in enumerate(kept):
        if place not in placed:
            left_out[one.key] = _why_not(place, one, problem, found, roads)
    return Solution(tuple(tuple(kept[place].key for place in day) for day in found), left_out, rounds)


def _impossible(one: Candidate, problem: Problem) -> str:
    """Why no day alone can hold a visit; empty when one can."""
    if one.point.roads != problem.base.roads:
        return "no_road"
    reason = "closed"
    for place in range(len(problem.days)):
        call = call_of(one, problem, place)
        if not call.windows and call.fixed is None:
            continue
        if one.fixed_day is not None and one.fixed_day != place:
            continue
        plan = schedule(problem.base, [call], problem.terms, start=problem.start, end=problem.end)
        if not plan.visits[0].problem and not plan.over:
            return ""
        # They receive, but not when one can be there and back.
        reason = "too_far"
    return reason


def _routes(
    problem: Problem, kept: Sequence[Candidate], roads: list[list[Leg]], seconds: float, seed: int
) -> tuple[list[list[int]], int]:
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    model = Model()
    # Each place twice, before lunch and after: the road from one to the other takes lunch along.
    spots = [[model.add_location(row, half) for half in (0, 1)] for row in range(len(kept) + 1)]
    depot = model.add_depot(spots[0][0])
    for place in range(len(problem.days)):
        model.add_vehicle_type(
            1, start_depot=depot, end_depot=depot,
            tw_early=place * DAY + problem.start, tw_late=place * DAY + problem.end,
        )  # fmt: skip
    whose: list[int] = []
    for row, one in enumerate(kept, start=1):
        whose += [row] * _copies(model, spots[row], one, problem)
    _connect(model, spots, roads, problem.terms)
    stop = MultipleCriteria([MaxRuntime(seconds), NoImprovement(_QUIET_ROUNDS)])
    result = model.solve(stop=stop, seed=seed, display=False)
    days: list[list[int]] = [[] for _day in problem.days]
    for route in result.best.routes():
        days[route.vehicle_type()] = [whose[each] - 1 for each in _visited(route)]
    return days, int(result.num_iterations)


def _visited(route: Any) -> list[int]:
    """The clients of a route, as they were added."""
    return [each.idx for each in route if each.is_client()]


def _copies(model: Any, spots: Sequence[Any], one: Candidate, problem: Problem) -> int:
    """Add a visit once for each half of a day at which it may be made, one of them to be chosen; how many there are."""
    group = model.add_client_group(required=False)
    cost = float(problem.terms.hour_cost) * one.minutes / 60
    prize = _FIXED_PRIZE if one.fixed_day is not None else max(0, round((one.worth - cost) * 100))
    made = 0
    for place in range(len(problem.days)):
        for half, first, last in _halves(one, problem, place):
            model.add_client(
                spots[half], service_duration=one.minutes, tw_early=place * DAY + first,
                tw_late=place * DAY + last, prize=prize, required=False, group=group,
            )  # fmt: skip
            made += 1
    return made


def _halves(one: Candidate, problem: Problem, place: int) -> list[tuple[int, int, int]]:
    """Half of the day (0 before lunch, 1 after), first and last minute at which a visit may begin."""
    if one.fixed_day is not None and one.fixed_day != place:
        return []
    lunch = int(problem.terms.lunch_minutes)
    before, after = LUNCH_UNTIL - lunch, LUNCH_FROM + lunch
    if one.fixed_at is not None:
        half = 0 if one.fixed_at + one.minutes <= before else 1
        return [(half, one.fixed_at, one.fixed_at)]
    found: list[tuple[int, int, int]] = []
    for window in windows_of(one, problem, place):
        morning = min(window.end, before) - one.minutes
        if morning >= window.start:
            found.append((0, window.start, morning))
        first = max(window.start, after)
        if window.end - one.minutes >= first:
            found.append((1, first, window.end - one.minutes))
    return found


def _connect(model: Any, spots: Sequence[Sequence[Any]], roads: list[list[Leg]], terms: TourTerms) -> None:
    """The roads, in cents and minutes; none leads back from the afternoon to the morning."""
    lunch, km, hour = int(terms.lunch_minutes), float(terms.km_cost), float(terms.hour_cost)
    for row, line in enumerate(roads):
        for column, road in enumerate(line):
            cents = round((road.km * km + road.minutes * hour / 60) * 100)
            for here in (0, 1) if row else (0,):
                for there in (0, 1) if column else (0,):
                    if (here > there and column) or (row == column and here == there):
                        continue
                    meal = lunch if row and column and there > here else 0
                    model.add_edge(spots[row][here], spots[column][there], cents, road.minutes + meal)


def _why_not(
    place: int, one: Candidate, problem: Problem, days: Sequence[Sequence[int]], roads: list[list[Leg]]
) -> str:
    """`not_worth` where even the shortest way round costs more than the visit brings, else `no_room`."""
    terms, row = problem.terms, place + 1
    if one.fixed_day is not None:
        return "clash"

    def cents(first: int, second: int) -> float:
        road = roads[first][second]
        return road.km * float(terms.km_cost) + road.minutes * float(terms.hour_cost) / 60

    detours: list[float] = []
    for day in days:
        stops = [0, *(each + 1 for each in day), 0]
        detours += [
            cents(first, row) + cents(row, second) - cents(first, second)
            for first, second in itertools.pairwise(stops)
        ]
    visit = float(terms.hour_cost) * one.minutes / 60
    return "not_worth" if one.worth < visit + min(detours) else "no_room"
