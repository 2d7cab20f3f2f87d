"""Cells of a hostile table: numbers and days as French and English write them."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.portfolio.scoring.cells import day, level, number
from negoce.portfolio.scoring.columns import Kind, choose_columns
from negoce.portfolio.scoring.outcomes import read_outcome
from tests.portfolio.scoring.worlds import leads


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("3,5", 3.5),
        ("3.5", 3.5),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("-1.234,56", -1234.56),
        ("1.234.567,8", 1234567.8),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1 234,56", 1234.56),
        ("1\u00a0234,56\u00a0€", 1234.56),
        ("1\u202f234", 1234.0),
        ("1'234.5", 1234.5),
        ("1\u2019234,5", 1234.5),
        ("12 %", 12.0),
        ("1.5e3", 1500.0),
        # One comma or one point alone is a decimal one.
        ("1,234", 1.234),
        ("1.234", 1.234),
        ("12,34.5", None),
        ("1,2,3", None),
        ("1.2.3", None),
        ("31.01.2026", None),
        ("", None),
        ("abc", None),
        ("--5", None),
        ("1e99", None),
    ],
)
def test_numbers(text, value):
    assert number(text) == value
    # As columns read them.
    assert number(level(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026-01-31T09:00:00",
        "2026-01-31T09:00:00+01:00",
        "2026-01-31T09:00:00.123Z",
        "2026-01-31 09:00",
        "31/01/2026",
        "31/01/2026 09:00",
        "31/01/2026\u00a009:00",
    ],
)
def test_days(text):
    expected = float(date(2026, 1, 31).toordinal())
    assert (day(text), day(level(text))) == (expected, expected)


def test_what_is_no_day():
    assert [day(text) for text in ("2026-02-31", "31/13/2026", "2026", "2026-01-31x", "", "demain")] == [
        None
    ] * 6


def test_a_column_of_moments_is_one_of_days():
    moments = [f"2026-{1 + row % 12:02}-{1 + row % 28:02}T09:{row % 60:02}:00" for row in range(400)]
    table = leads(400) | {"Met": moments}
    choice = choose_columns(table, read_outcome(table["Converted"]), outcome_name="Converted")
    assert {each.name: each.kind for each in choice.used}["Met"] is Kind.DAY
