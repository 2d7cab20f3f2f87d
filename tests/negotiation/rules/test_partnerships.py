"""What a partnership brings and costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from negoce.negotiation.enums import BroughtBy, DealState
from negoce.negotiation.rules.partnerships import (
    Shared,
    alarm_day,
    attained,
    days_left,
    must_prepare,
    partnership_result,
)

TODAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
WON, LOST, OPEN = DealState.WON, DealState.LOST, DealState.OPEN


def test_what_is_brought_given_and_paid_makes_the_balance() -> None:
    deals = [
        Shared(WON, BroughtBy.PARTNER, Decimal(20_000), Decimal(10)),
        Shared(WON, BroughtBy.US, Decimal(5_000), Decimal(40)),
        Shared(LOST, BroughtBy.PARTNER, Decimal(9_000), Decimal(10)),
        Shared(OPEN, BroughtBy.US, Decimal(1_000), Decimal(25)),
    ]
    found = partnership_result(
        deals, yearly_cost=Decimal(3_650), begins_on=TODAY - timedelta(days=100), ends_on=None, today=TODAY
    )
    assert (found.brought, found.theirs, found.given, found.kept) == (18_000, 2_000, 2_000, 3_000)
    assert (found.open_amount, found.cost, found.balance) == (750, 1_000, 15_000)
    assert (found.won, found.lost, found.under_way) == (2, 1, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "cost"),
    [(30, -1, 0), (-100, -27, 730), (-100, 50, 1_000), (-100, None, 1_000)],
)
def test_the_cost_runs_while_the_contract_does(begins: int, ends: int | None, cost: int) -> None:
    end = None if ends is None else TODAY + timedelta(days=ends)
    found = partnership_result(
        (), yearly_cost=Decimal(3_650), begins_on=TODAY + timedelta(days=begins), ends_on=end, today=TODAY
    )
    assert (found.cost, found.balance) == (cost, -cost)


def test_a_target_of_zero_or_unknown_is_no_division() -> None:
    assert [
        attained(Decimal(3), Decimal(4)),
        attained(Decimal(3), Decimal(0)),
        attained(None, Decimal(4)),
    ] == [75, None, None]


@pytest.mark.parametrize(
    ("ends", "left", "prepare", "alarm"),
    [
        # Of an end in 93 days the task falls on a Monday; in 92, on a Sunday: it is done on the Friday before.
        (93, 93, False, MONDAY),
        (92, 92, False, TODAY),
        (90, 90, True, TODAY),
        (10, 10, True, TODAY),
        (0, 0, True, TODAY),
        (-1, -1, False, None),
    ],
)
def test_the_end_is_prepared_in_time(ends: int, left: int, prepare: bool, alarm: date | None) -> None:
    end = TODAY + timedelta(days=ends)
    assert (days_left(end, TODAY), must_prepare(end, 90, TODAY)) == (left, prepare)
    assert alarm_day(end, 90, TODAY) == alarm
    assert (days_left(None, TODAY), must_prepare(None, 90, TODAY)) == (None, False)
