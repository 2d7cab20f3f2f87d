"""How old debts are, and when they are likely to be paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.ageing import Age, Owed, age_of, bounds_of, expected_cash

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("late", "age"),
    [(-5, "not_due"), (0, "not_due"), (1, "to_30"), (30, "to_30"), (31, "to_60"), (60, "to_60"), (61, "to_90"),
     (90, "to_90"), (91, "over_90"), (900, "over_90")],
)  # fmt: skip
def test_ages(late: int, age: str) -> None:
    assert age_of(TODAY - timedelta(days=late), TODAY) == age


def test_without_a_due_date_nothing_is_late() -> None:
    assert age_of(None, TODAY) is Age.NOT_DUE


@given(st.integers(-400, 400))
def test_bounds_hold_the_same_days(late: int) -> None:
    due_on = TODAY - timedelta(days=late)
    inside = [
        age
        for age in Age
        if (bounds_of(age, TODAY)[0] or date.min) <= due_on <= (bounds_of(age, TODAY)[1] or date.max)
    ]
    assert inside == [age_of(due_on, TODAY)]


def test_cash_by_week() -> None:
    owed = [
        Owed(D(100), date(2026, 10, 1)),
        Owed(D(50), date(2026, 11, 20), late_days=10),
        Owed(D(-20), date(2026, 11, 24)),
        Owed(D(999), date(2027, 6, 1)),
    ]
    assert expected_cash(owed, today=TODAY, weeks=3) == {
        date(2026, 11, 16): D(100),
        date(2026, 11, 23): D(-20),
        date(2026, 11, 30): D(50),
    }
