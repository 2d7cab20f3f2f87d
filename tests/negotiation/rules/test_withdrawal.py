"""The right of withdrawal between professionals (R-C14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negoce.negotiation.rules.withdrawal import Contract, withdrawal

SIGNED = Contract(
    off_premises=True,
    inside_main_activity=False,
    employees=5,
    is_service=True,
    concluded_on=date(2026, 6, 30),
)


@pytest.mark.parametrize(
    ("signed", "until"),
    [((2026, 6, 30), (2026, 7, 15)), ((2026, 10, 18), (2026, 11, 2)), ((2026, 3, 2), (2026, 3, 16))],
)
def test_fourteen_days_then_the_next_working_day(signed, until):
    found = withdrawal(replace(SIGNED, concluded_on=date(*signed))).value
    assert (found.applies, found.until) == (True, date(*until))


@pytest.mark.parametrize(
    "change", [{"employees": 6}, {"off_premises": False}, {"inside_main_activity": True}]
)
def test_one_condition_missing_and_there_is_no_right(change):
    worked = withdrawal(replace(SIGNED, **change))
    assert (worked.value.applies, worked.value.until, worked.steps[-1].code) == (
        False,
        None,
        "withdrawal.none",
    )


def test_goods_count_from_their_receipt():
    goods = replace(SIGNED, is_service=False)
    assert withdrawal(goods).value.until is None
    assert withdrawal(replace(goods, received_on=date(2026, 9, 1))).value.until == date(2026, 9, 15)


def test_no_information_gives_twelve_months_more():
    assert withdrawal(replace(SIGNED, information_given=False)).value.until == date(2027, 7, 15)
