"""R-M3: how many salespeople the visits need."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.sales_force import SalesForce, VisitGroup, sales_force

EXAMPLE = [VisitGroup(20, D(24)), VisitGroup(60, D(12)), VisitGroup(150, D(4))]


def test_the_worked_example() -> None:
    worked = sales_force(EXAMPLE, days=D(200), visits_a_day=D(4))
    assert worked.value == SalesForce(D(1_800), D(800), D("2.25"), 3)
    assert worked.findings == ()


def test_an_exact_load_needs_nobody_more() -> None:
    assert sales_force([VisitGroup(200, D(4))], days=D(200), visits_a_day=D(4)).value.people == 1


def test_who_is_missing_is_said() -> None:
    worked = sales_force(EXAMPLE, days=D(200), visits_a_day=D(4), people=2)
    assert [(each.code, each.figures) for each in worked.findings] == [
        ("force.short", {"people": 2, "missing": 1})
    ]
    assert sales_force(EXAMPLE, days=D(200), visits_a_day=D(4), people=3).findings == ()


def test_nobody_to_visit_needs_nobody() -> None:
    assert sales_force([], days=D(1), visits_a_day=D(1)).value.people == 0


@pytest.mark.parametrize(
    ("groups", "days", "code"),
    [
        (EXAMPLE, D(0), "force.no_capacity"),
        (EXAMPLE, D(-1), "force.no_capacity"),
        ([VisitGroup(-1, D(1))], D(1), "force.below_zero"),
        ([VisitGroup(1, D(-1))], D(1), "force.below_zero"),
    ],
)
def test_what_makes_no_sense_is_refused(groups: list[VisitGroup], days: D, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        sales_force(groups, days=days, visits_a_day=D(4))
    assert refusal.value.finding.code == code
