"""What a tour is solved from: the days, whom to see, what each visit is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negoce.portfolio.visits.hours import Hours, Window
from negoce.portfolio.visits.roads import Point
from negoce.portfolio.visits.schedule import Call, schedule
from negoce.portfolio.visits.terms import TourTerms


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


def windows_of(one: Candidate, problem: Problem, place: int) -> tuple[Window, ...]:
    """When a visit may be made on a day; empty when it may not."""
    if one.fixed_day is not None and one.fixed_day != place:
        return ()
    return one.hours.on(problem.days[place].weekday())


def call_of(one: Candidate, problem: Problem, place: int) -> Call:
    """A candidate as a visit of a day."""
    return Call(one.point, one.minutes, windows_of(one, problem, place), one.fixed_at)


def impossible(one: Candidate, problem: Problem) -> str:
    """Why no day can hold a visit even alone (`no_road`, `closed`, `too_far`); empty when one can."""
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
