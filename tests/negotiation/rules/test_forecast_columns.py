"""The columns of a forecast of deals, and the day that a deal takes in one."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.rules.forecast_columns import column_for, day_in, forecast_columns
from negoce.negotiation.rules.month_grid import weeks_of

TODAY = date(2026, 11, 20)


def test_months_and_quarters_begin_today() -> None:
    months = forecast_columns(TODAY, "month")
    assert [each.key for each in months] == [
        "overdue", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "later", "none",
    ]  # fmt: skip
    assert (months[1].first, months[1].last) == (TODAY, date(2026, 11, 30))
    quarters = forecast_columns(TODAY, "quarter")
    assert [each.key for each in quarters] == [
        "overdue", "2026-10", "2027-01", "2027-04", "2027-07", "later", "none",
    ]  # fmt: skip
    assert (quarters[1].first, quarters[1].last) == (TODAY, date(2026, 12, 31))
    assert [each.key for each in months if not each.takes] == ["overdue", "later"]


@pytest.mark.parametrize(
    ("close_on", "month", "quarter"),
    [
        (date(2026, 11, 19), "overdue", "overdue"),
        (TODAY, "2026-11", "2026-10"),
        (date(2027, 3, 31), "2027-03", "2027-01"),
        (date(2027, 10, 1), "later", "later"),
        (None, "none", "none"),
    ],
)
def test_a_deal_stands_in_one_column(close_on: date | None, month: str, quarter: str) -> None:
    assert column_for(forecast_columns(TODAY, "month"), close_on).key == month
    assert column_for(forecast_columns(TODAY, "quarter"), close_on).key == quarter


@pytest.mark.parametrize(
    ("close_on", "key", "expected"),
    [
        (date(2026, 12, 31), "2027-02", date(2027, 2, 28)),
        (date(2026, 12, 15), "2026-11", TODAY),
        (date(2026, 1, 25), "2026-11", date(2026, 11, 25)),
        (None, "2027-01", date(2027, 1, 31)),
        (date(2026, 12, 15), "none", None),
    ],
)
def test_the_day_that_a_deal_takes(close_on: date | None, key: str, expected: date | None) -> None:
    column = next(each for each in forecast_columns(TODAY, "month") if each.key == key)
    assert day_in(column, close_on) == expected


def test_a_month_is_whole_weeks_from_monday() -> None:
    weeks = weeks_of(date(2026, 11, 20))
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)
    assert len(weeks_of(date(2027, 2, 1))) == 4
