"""R-F4: what a customer is worth."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.lifetime_value import LifetimeValue, lifetime_value

EXAMPLE: dict[str, Any] = {"margin": D(1_200), "retention": D(80), "discount": D(10)}


def test_the_worked_examples() -> None:
    assert lifetime_value(**EXAMPLE).value == LifetimeValue(D("3200.00"), None)
    assert lifetime_value(**EXAMPLE, years=3).value == LifetimeValue(D("1969.05"), None)


def test_the_acquisition_is_paid_from_it() -> None:
    worked = lifetime_value(**EXAMPLE, years=3, acquisition_cost=D(700))
    assert worked.value == LifetimeValue(D("1969.05"), D("1269.05"))
    assert worked.steps[-1].code == "clv.net"
    dear = lifetime_value(**EXAMPLE, years=3, acquisition_cost=D(2_000))
    assert [each.code for each in dear.findings] == ["clv.costs_money"]


def test_a_long_horizon_comes_near_the_endless_sum() -> None:
    assert lifetime_value(**EXAMPLE, years=100).value.value == D("3200.00")


def test_nobody_staying_is_worth_nothing_and_a_loss_stays_a_loss() -> None:
    assert lifetime_value(margin=D(500), retention=D(0), discount=D(10)).value.value == 0
    loss = lifetime_value(margin=D(-100), retention=D(50), discount=D(0))
    assert loss.value.value == D("-100.00")
    assert [each.code for each in loss.findings] == ["clv.costs_money"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"retention": D(100), "discount": D(0)}, "clv.endless"),
        ({"retention": D(101)}, "clv.retention_out_of_range"),
        ({"retention": D(-1)}, "clv.retention_out_of_range"),
        ({"discount": D(-1)}, "clv.discount_below_zero"),
        ({"years": 0}, "clv.years_out_of_range"),
        ({"years": 101}, "clv.years_out_of_range"),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        lifetime_value(**{**EXAMPLE, **change})
    assert refusal.value.finding.code == code
