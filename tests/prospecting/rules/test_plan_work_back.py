"""R-P6: the contacts that orders need."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.prospecting.rules.plan_work_back import Rates, WorkBack, stage_rates, work_back

RATES = Rates(quote=D(25), meeting=D(50), contact=D(12))


def test_the_worked_example() -> None:
    assert work_back(12, RATES).value == WorkBack(12, 48, 96, 800, D("66.67"), D("1.50"))


def test_each_stage_is_rounded_up_before_the_next() -> None:
    # 1 ÷ 30 % = 3.33 → 4; 4 ÷ 30 % = 13.3 → 14; 14 ÷ 30 % = 46.7 → 47, where one division gives 38.
    found = work_back(1, Rates(D(30), D(30), D(30))).value
    assert (found.quotes, found.meetings, found.contacts) == (4, 14, 47)


def test_a_segment_too_small_is_said_and_one_that_suffices_is_not() -> None:
    (finding,) = work_back(12, RATES, segment=500).findings
    assert (finding.code, dict(finding.figures)) == (
        "plan.segment_too_small",
        {"segment": 500, "contacts": 800, "missing": 300},
    )
    assert work_back(12, RATES, segment=800).findings == ()


def test_no_order_needs_nothing() -> None:
    assert work_back(0, RATES).value == WorkBack(0, 0, 0, 0, None, D("1.50"))


@pytest.mark.parametrize(
    ("orders", "rates", "code"),
    [
        (-1, RATES, "plan.orders_below_zero"),
        (1, Rates(D(0), D(50), D(12)), "plan.rate_out_of_range"),
        (1, Rates(D(25), D("100.01"), D(12)), "plan.rate_out_of_range"),
    ],
)
def test_what_makes_no_sense_is_refused(orders: int, rates: Rates, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        work_back(orders, rates)
    assert refusal.value.finding.code == code


def test_stage_rates_are_forward_over_entered() -> None:
    assert stage_rates([800, 96, 48, 12]) == (D("12.00"), D("50.00"), D("25.00"))
    assert stage_rates([0, 0]) == (None,)
