"""R-M1: what visits bring and cost."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.visit_results import VisitResults, cost_per_visit, visit_results


def test_the_worked_example() -> None:
    each = cost_per_visit(yearly_cost=D(72_000), visits=800)
    assert each == D("90.00")
    worked = visit_results(revenue=D(21_000), margin=D(6_300), visits=14, visit_cost=each)
    assert worked.value == VisitResults(D("1500.00"), D("450.00"), D("1260.00"), D("5040.00"))
    assert [step.code for step in worked.steps] == ["visits.margin", "visits.cost", "visits.net"]


def test_a_customer_nobody_visits_keeps_its_whole_margin() -> None:
    worked = visit_results(revenue=D(100), margin=D(30), visits=0, visit_cost=D(90))
    assert worked.value == VisitResults(None, None, D("0.00"), D("30.00"))
    assert [step.code for step in worked.steps] == ["visits.cost", "visits.net"]


def test_a_cost_needs_visits_and_cannot_be_below_zero() -> None:
    with pytest.raises(CannotWork) as refusal:
        cost_per_visit(yearly_cost=D(72_000), visits=0)
    assert refusal.value.finding.code == "visits.none_made"
    with pytest.raises(CannotWork) as refusal:
        cost_per_visit(yearly_cost=D(-1), visits=1)
    assert refusal.value.finding.code == "visits.cost_below_zero"
