"""The days on the road that leave the most: which visits, on which day, in which order. PyVRP is read by jobs only."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from negoce.portfolio.visits.improve import Days, days_of, improved, reason_of
from negoce.portfolio.visits.problem import Candidate, Problem, impossible, windows_of
from negoce.portfolio.visits.roads import Leg, road_matrix
from negoce.portfolio.visits.terms import LUNCH_FROM, LUNCH_UNTIL, TourTerms

DAY = 24 * 60
# What the solver is given; those of least worth beyond are left out and said to be.
MOST_SOLVED = 120
SECONDS = 6.0
# So many searches share the time, but for a part that is kept for what each leaves out to be tried in.
STARTS = 3
_SEARCHED = 0.9
# A search that finds nothing better in so many rounds a visit has ended.
_QUIET_ROUNDS, _FEWEST = 250, 10
# A visit that a person fixed is worth more than any other can be.
_FIXED_PRIZE = 10_000_000


@dataclass(frozen=True, slots=True)
class Solution:
    """Keys of candidates a day, in order; why each of the others is left out; how many rounds the search made."""

    days: tuple[tuple[int, ...], ...]
    left_out: dict[int, str]
    rounds: int


def solve(problem: Problem, *, seconds: float = SECONDS, seed: int = 1) -> Solution:
    """Plan the days; at most so many seconds. A visit is made when it is worth more than the road that it adds."""
    left_out: dict[int, str] = {}
    possible: list[Candidate] = []
    for one in problem.candidates:
        reason = impossible(one, problem)
        if reason:
            left_out[one.key] = reason
        else:
            possible.append(one)
    possible.sort(key=lambda one: (one.fixed_day is None, -one.worth, one.key))
    left_out |= dict.fromkeys((one.key for one in possible[MOST_SOLVED:]), "capped")
    kept = possible[:MOST_SOLVED]
    if not kept:
        return Solution(tuple(() for _day in problem.days), left_out, 0)
    best, rounds = _best(problem, kept, seconds, seed)
    left_out |= {kept[visit].key: reason_of(best, visit) for visit in best.left_out}
    return Solution(tuple(tuple(kept[visit].key for visit in day) for day in best.days), left_out, rounds)


def _best(problem: Problem, kept: Sequence[Candidate], seconds: float, seed: int) -> tuple[Days, int]:
    """The best of some searches, each begun elsewhere: a single one stays in the first valley that it finds."""
    began, rounds, found = time.perf_counter(), 0, []
    roads = road_matrix([problem.base, *(one.point for one in kept)], problem.terms)
    model, whose = _model(problem, kept, roads)
    quiet = _QUIET_ROUNDS * max(_FEWEST, len(kept))
    for start in range(STARTS):
        left = began + seconds - time.perf_counter()
        days, made = _routes(
            model, whose, len(problem.days), seconds=max(0.0, left * _SEARCHED / (STARTS - start)),
            quiet=quiet, seed=seed + start,
        )  # fmt: skip
        rounds += made
        found.append(improved(days_of(problem, kept, roads, days), until=began + seconds))
    return max(found, key=lambda each: each.value), rounds


def _model(problem: Problem, kept: Sequence[Candidate], roads: list[list[Leg]]) -> tuple[Any, Sequence[int]]:
    """The problem as PyVRP knows it, and whose visit each of its clients is."""
    from pyvrp import Model

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
    for visit, one in enumerate(kept):
        whose += [visit] * _copies(model, spots[visit + 1], one, problem)
    _connect(model, spots, roads, problem.terms)
    return model, whose


def _routes(
    model: Any, whose: Sequence[int], days: int, *, seconds: float, quiet: int, seed: int
) -> tuple[list[list[int]], int]:
    """The visits of each day that one search finds, and its rounds."""
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    stop = MultipleCriteria([MaxRuntime(seconds), NoImprovement(quiet)])
    result = model.solve(stop=stop, seed=seed, display=False)
    found: list[list[int]] = [[] for _day in range(days)]
    for route in result.best.routes():
        found[route.vehicle_type()] = [whose[each] for each in _visited(route)]
    return found, int(result.num_iterations)


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
