"""R-M4: what actions for a status cost and bring back."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.status_budget import BudgetResult, attainment, status_budget


def test_the_worked_example() -> None:
    worked = status_budget(heads=45, target_heads=60, budget=D(1_500), margin_gained=D(4_200))
    assert worked.value == BudgetResult(D("33.33"), D("180.00"), D("75.00"))
    assert worked.findings == ()


def test_actions_that_do_not_pay_are_said() -> None:
    worked = status_budget(heads=1, budget=D(100), margin_gained=D(40))
    assert worked.value.return_percent == D("-60.00")
    assert [(each.code, each.figures) for each in worked.findings] == [("budget.loses", {"missing": D(60)})]


@pytest.mark.parametrize(
    ("heads", "budget", "margin", "value", "codes"),
    [
        (0, D(10), D(20), BudgetResult(None, D("100.00"), None), ["budget.no_heads"]),
        (2, D(10), None, BudgetResult(D("5.00"), None, None), ["budget.no_margin"]),
        (2, D(0), D(20), BudgetResult(D("0.00"), None, None), ["budget.nothing_spent"]),
        (0, D(0), None, BudgetResult(None, None, None), ["budget.no_heads", "budget.no_margin"]),
    ],
)
def test_what_is_not_known_is_empty_and_said(
    heads: int, budget: D, margin: D | None, value: BudgetResult, codes: list[str]
) -> None:
    worked = status_budget(heads=heads, budget=budget, margin_gained=margin)
    assert worked.value == value
    assert [each.code for each in worked.findings] == codes


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(CannotWork, match=r"budget\.below_zero"):
        status_budget(heads=1, budget=D(-1))
    with pytest.raises(CannotWork, match=r"budget\.heads_below_zero"):
        status_budget(heads=-1, budget=D(1))


def test_an_objective_of_nothing_is_none() -> None:
    assert attainment(D(45), D(60)) == D("75.00")
    assert attainment(D(45), D(0)) is None
    assert attainment(D(45), None) is None
