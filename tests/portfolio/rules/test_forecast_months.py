"""What is expected of customers, month by month."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.kit.dates import add_months
from negoce.portfolio.rules.forecast_months import (
    UNKNOWN_SPREAD,
    common_spread,
    forecast_months,
    horizon_shares,
    into_months,
    season_index,
)

TODAY = date(2026, 11, 20)
FLAT = dict.fromkeys(range(1, 13), 1.0)


def test_twelve_months_begin_with_the_one_under_way() -> None:
    months = forecast_months(TODAY)
    assert (months[0], months[1], months[-1], len(months)) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 10, 1),
        12,
    )


def test_of_the_month_under_way_only_the_days_to_come_count() -> None:
    # From 21 to 30 November: ten days of the first thirty.
    assert horizon_shares(TODAY, date(2026, 11, 1)) == (10 / 30, 0, 0)
    # December: days 11 to 41 ahead, nineteen of the first thirty and twelve of the sixty that follow.
    assert horizon_shares(TODAY, date(2026, 12, 1)) == (19 / 30, 12 / 60, 0)


def test_months_add_up_to_the_curve_whatever_the_season() -> None:
    curve = (30.0, 90.0, 365.0)
    flat = into_months(curve, TODAY, FLAT)
    strong = into_months(curve, TODAY, FLAT | {12: 2.0})
    assert sum(strong.values()) == pytest.approx(sum(flat.values()))
    assert flat[date(2026, 12, 1)] == pytest.approx(31)
    assert strong[date(2026, 12, 1)] > 1.5 * flat[date(2026, 12, 1)]


def test_nothing_expected_is_nothing_in_every_month() -> None:
    assert set(into_months((0.0, 0.0, 0.0), TODAY, FLAT).values()) == {0.0}


def sales(years: int, december: float) -> dict[date, float]:
    """Months before November 2026 at 100, Decembers at more."""
    months = [add_months(date(2026, 11, 1), -back) for back in range(1, 12 * years + 1)]
    return {month: december if month.month == 12 else 100.0 for month in months}


def test_the_season_of_two_years_is_drawn_towards_none() -> None:
    index = season_index(sales(2, 300.0), TODAY)
    mean = (11 * 100 + 300) / 12
    assert index[12] == pytest.approx((2 * 300 / mean + 1) / 3)
    assert index[5] == pytest.approx((2 * 100 / mean + 1) / 3)


def test_half_a_year_has_no_season() -> None:
    few = {month: 100.0 for month in sales(1, 300.0) if month >= date(2026, 6, 1)}
    assert season_index(few, TODAY) == FLAT
    assert season_index({}, TODAY) == FLAT


def test_a_regular_house_varies_little_and_a_young_one_is_not_known() -> None:
    assert common_spread(sales(3, 100.0), FLAT, TODAY) == 0.05
    assert common_spread({}, FLAT, TODAY) == UNKNOWN_SPREAD
    wild = {month: 100.0 * (1 + month.month % 2 * 4) for month in sales(3, 100.0)}
    assert common_spread(wild, FLAT, TODAY) == 0.5
