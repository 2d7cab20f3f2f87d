"""What a search left out is tried: nothing better is left lying, and why a visit stays out is what trying it shows."""

import itertools
import random
import time
from datetime import date

import pytest

from negoce.portfolio.visits.hours import Hours, Window
from negoce.portfolio.visits.improve import Days, days_of, improved, reason_of
from negoce.portfolio.visits.problem import Candidate, Problem
from negoce.portfolio.visits.roads import Point, road_matrix
from negoce.portfolio.visits.solve import solve
from negoce.portfolio.visits.terms import USUAL_HOURS, TourTerms

GRENOBLE, LYON = Point(45.18, 5.72, "mainland"), Point(45.76, 4.84, "mainland")
NEAR = Point(45.30, 5.60, "mainland")
MONDAY = date(2026, 11, 23)


def _days(*kept: Candidate, order: tuple[int, ...], end: int = 1_080) -> Days:
    problem = Problem(GRENOBLE, (MONDAY,), 480, end, kept, TourTerms())
    roads = road_matrix([GRENOBLE, *(one.point for one in kept)], problem.terms)
    return days_of(problem, kept, roads, [order])


def _visit(key: int, worth: float, point: Point = NEAR, **more: object) -> Candidate:
    return Candidate(key, point, more.pop("hours", USUAL_HOURS), 45, worth, **more)  # type: ignore[arg-type]


def _until() -> float:
    return time.perf_counter() + 5


def test_one_far_away_takes_the_place_of_several_that_leave_less_together() -> None:
    """Seven visits nearby bring 700 €; Lyon alone 2,992 €: a search that stopped before it is not the last word."""
    near = [_visit(key, 100) for key in range(7)]
    days = _days(*near, _visit(7, 2_992, LYON), order=tuple(range(7)))
    better = improved(days, until=_until())
    assert 7 in better.days[0]
    assert better.value > days.value + 2_000
    assert [better.kept[each].worth for each in better.left_out] == [100.0] * (8 - len(better.days[0]))


def test_a_visit_that_a_person_fixed_gives_way_to_none() -> None:
    fixed = _visit(0, 10, fixed_day=0, fixed_at=600)
    days = _days(fixed, _visit(1, 2_992, LYON, hours=Hours((Window(600, 660),))), order=(0,))
    assert improved(days, until=_until()).days == ((0,),)


@pytest.mark.parametrize(
    ("one", "order", "end", "reason"),
    [
        # A road of some 130 € for 60 €.
        (_visit(9, 60, LYON), (0, 1), 1_080, "not_worth"),
        # Worth its road, and time for it after noon: but they receive before nine.
        (_visit(9, 900, NEAR, hours=Hours((Window(510, 560),))), (0, 1), 1_080, "hours"),
        # The day is full of what leaves more.
        (_visit(9, 150), tuple(range(5)), 900, "no_room"),
        (_visit(9, 900, fixed_day=0, fixed_at=515), (0, 1), 1_080, "clash"),
    ],
)
def test_why_one_is_left_out_is_what_trying_it_shows(
    one: Candidate, order: tuple[int, ...], end: int, reason: str
) -> None:
    first = _visit(0, 5_000, hours=Hours((Window(510, 560), Window(810, 1_050))), fixed_day=0, fixed_at=515)
    others = [_visit(key, 300) for key in range(1, len(order))]
    days = _days(first, *others, one, order=order, end=end)
    assert (improved(days, until=_until()).days, reason_of(days, len(order))) == (days.days, reason)


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_any_of_six_visits_leaves_more_than_what_is_found(seed: int) -> None:
    """Every order of every choice is tried: 1,957 days."""
    draw = random.Random(seed)
    kept = [
        _visit(
            key, draw.randint(80, 900),
            Point(45.18 + draw.gauss(0, 0.4), 5.72 + draw.gauss(0, 0.5), "mainland"),
            hours=draw.choice([USUAL_HOURS, Hours((Window(540, 660),)), Hours((Window(840, 1_020),))]),
        )
        for key in range(6)
    ]  # fmt: skip
    days = _days(*kept, order=())
    best = max(
        days.worth_of(order)
        for size in range(7)
        for order in itertools.permutations(range(6), size)
        if days.holds(0, order)
    )
    found = solve(days.problem, seconds=0.6)
    assert round(days.worth_of(found.days[0]), 2) == round(best, 2)
