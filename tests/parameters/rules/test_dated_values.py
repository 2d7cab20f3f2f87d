"""Dated values: what holds on a day, and half-years that nobody published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.kit.worked import CannotWork
from negoce.parameters.rules.dated_values import DatedValue, DatedValues, next_half_year

VALUES = DatedValues(
    [DatedValue("rate", date(2026, 7, 1), Decimal(2)), DatedValue("rate", date(2026, 1, 1), Decimal(1))]
)


@pytest.mark.parametrize(
    ("day", "value"), [((2026, 1, 1), 1), ((2026, 6, 30), 1), ((2026, 7, 1), 2), ((2030, 1, 1), 2)]
)
def test_the_last_that_started_holds(day, value):
    assert VALUES.on("rate", date(*day)).value == value


def test_a_half_year_has_its_own_rate_or_none():
    assert VALUES.of_half_year("rate", date(2026, 12, 31)).value == 2
    with pytest.raises(CannotWork) as caught:
        VALUES.of_half_year("rate", date(2027, 1, 1))
    assert caught.value.finding.code == "parameter.missing_half_year"
    assert caught.value.finding.figures == {"key": "rate", "year": "2027", "half": 1}


@pytest.mark.parametrize("key", ["rate", "other"])
def test_nothing_held_before_the_first(key):
    with pytest.raises(CannotWork, match=r"parameter\.missing"):
        VALUES.on(key, date(2025, 12, 31))


def test_half_years_follow_one_another():
    assert next_half_year(date(2026, 6, 30)) == date(2026, 7, 1)
    assert next_half_year(date(2026, 7, 1)) == date(2027, 1, 1)
