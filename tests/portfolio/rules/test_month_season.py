"""What monthly indices say of the coming days."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.portfolio.foresight.season import declared_season
from negoce.portfolio.rules.month_season import check_months, coming_ratio

MONTHS = {month: 1.0 + (0.5 if month in {10, 11, 12} else 0.0) for month in range(1, 13)}


def test_the_last_quarter_sells_half_more():
    assert coming_ratio(MONTHS, date(2026, 10, 1)) == pytest.approx(1.5)
    assert coming_ratio(MONTHS, date(2026, 4, 1)) == 1.0


def test_the_scale_counts_for_nothing_and_extremes_are_held():
    assert coming_ratio({month: 7 * index for month, index in MONTHS.items()}, date(2026, 10, 1)) == (
        pytest.approx(1.5)
    )
    assert (
        coming_ratio({**dict.fromkeys(range(1, 10), 1.0), 10: 9.0, 11: 9.0, 12: 9.0}, date(2026, 10, 1))
        == 2.0
    )


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 6, 1), date(2027, 9, 10)])
def test_the_same_as_the_models_read(day):
    assert coming_ratio(MONTHS, day) == pytest.approx(declared_season(MONTHS).ratio(day.toordinal(), 90))


def test_an_index_has_bounds():
    assert set(check_months({1: 0.0, 2: 1.0, 3: 2_000.0})) == {1, 3}
