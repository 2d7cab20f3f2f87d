"""Each visit left out is forced into each day in place of others: taken where that leaves more, else why it is not.

A search stops somewhere near the best, and what it says of a visit it left is a guess: here it is tried.
"""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from negoce.portfolio.visits.problem import Candidate, Problem, call_of
from negoce.portfolio.visits.roads import Leg
from negoce.portfolio.visits.schedule import Call, schedule
from negoce.portfolio.visits.terms import USUAL_HOURS

# Gains under a cent are those of rounding.
_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Days:
    """Visits by day as places among `kept`, in euros: `brings` what each leaves without its road, `roads` what each
    road costs from one to another, the base being 0.
    """

    problem: Problem
    kept: Sequence[Candidate]
    brings: Sequence[float]
    roads: Sequence[Sequence[float]]
    days: tuple[tuple[int, ...], ...]

    def with_day(self, place: int, visits: tuple[int, ...]) -> Days:
        """The same with another day."""
        days = (*self.days[:place], visits, *self.days[place + 1 :])
        return dataclasses.replace(self, days=days)

    @property
    def value(self) -> float:
        """Euros that the visits are worth less what they and the roads cost."""
        return sum(self.worth_of(day) for day in self.days)

    @property
    def left_out(self) -> list[int]:
        """Those on no day, the most worth first."""
        placed = {each for day in self.days for each in day}
        rest = [each for each in range(len(self.kept)) if each not in placed]
        return sorted(rest, key=lambda each: (-self.kept[each].worth, each))

    def worth_of(self, visits: Sequence[int]) -> float:
        """Euros that a day leaves, its hours left aside."""
        rows = (0, *(each + 1 for each in visits), 0)
        roads = sum(self.roads[one][other] for one, other in itertools.pairwise(rows))
        return sum(self.brings[each] for each in visits) - roads

    def holds(self, place: int, visits: Sequence[int], *, usual: int | None = None) -> bool:
        """Whether the hours of a day can be kept; the visit `usual` as if it received at the hours of usage."""
        calls = [self._call(each, place, usual=each == usual) for each in visits]
        terms, start, end = self.problem.terms, self.problem.start, self.problem.end
        plan = schedule(self.problem.base, calls, terms, start=start, end=end)
        return not plan.over and not any(each.problem for each in plan.visits)

    def _call(self, visit: int, place: int, *, usual: bool) -> Call:
        one = self.kept[visit]
        return (
            Call(one.point, one.minutes, USUAL_HOURS.windows) if usual else call_of(one, self.problem, place)
        )


def days_of(
    problem: Problem, kept: Sequence[Candidate], roads: Sequence[Sequence[Leg]], days: Iterable[Iterable[int]]
) -> Days:
    """Visits by day, with what they bring and what their roads cost."""
    km, hour = float(problem.terms.km_cost), float(problem.terms.hour_cost)
    brings = tuple(one.worth - hour * one.minutes / 60 for one in kept)
    costs = tuple(tuple(road.km * km + road.minutes * hour / 60 for road in row) for row in roads)
    return Days(problem, kept, brings, costs, tuple(tuple(day) for day in days))


def improved(days: Days, *, until: float) -> Days:
    """Take in what was left out, in place of a run of visits or of none, as long as that leaves more.

    `until` is a moment of `time.perf_counter`.
    """
    found = True
    while found and time.perf_counter() < until:
        found = False
        for visit in days.left_out:
            if time.perf_counter() > until:
                break
            better = _taken_in(days, visit)
            if better is not None:
                days, found = better, True
    return days


def reason_of(days: Days, visit: int) -> str:
    """Why a visit is on no day: what its being forced into each place of each day shows.

    `not_worth`: its road costs more than it brings, wherever it is put. `hours`: at the hours of usage it would fit,
    not at theirs. `no_room`: others would have to go that leave more. `clash`: it was fixed and cannot be kept.
    """
    if days.kept[visit].fixed_day is not None:
        return "clash"
    gains = list(_ways(days, visit, most=0))
    if all(gain <= 0 for _place, _visits, gain in gains):
        return "not_worth"
    worth_it = [(place, visits) for place, visits, gain in gains if gain > 0]
    if any(days.holds(place, visits, usual=visit) for place, visits in worth_it):
        return "hours"
    return "no_room"


def _taken_in(days: Days, visit: int) -> Days | None:
    """The days with a visit in the way that leaves most; None where none leaves more than now."""
    ways = sorted(_ways(days, visit), key=lambda way: -way[2])
    for place, visits, gain in ways:
        if gain <= _CENT:
            return None
        if days.holds(place, visits):
            return days.with_day(place, visits)
    return None


def _ways(days: Days, visit: int, *, most: int | None = None) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """Each way to take in a visit for a run of at most so many others: day, its visits, euros more than now."""
    for place, day in enumerate(days.days):
        if not call_of(days.kept[visit], days.problem, place).windows:
            continue
        now = days.worth_of(day)
        for first in range(len(day) + 1):
            last = len(day) if most is None else min(len(day), first + most)
            for after in range(first, last + 1):
                if any(days.kept[each].fixed_day is not None for each in day[first:after]):
                    break
                visits = (*day[:first], visit, *day[after:])
                yield place, visits, days.worth_of(visits) - now
