"""A yearly figure over twelve months: nothing is lost by rounding."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.rules.target_spread import raised, spread_year

TOTALS = st.decimals("0", "99999999.99", places=2)
WEIGHTS = st.lists(st.decimals("-1000", "90000", places=2), min_size=12, max_size=12)


def test_evenly_the_first_months_take_what_rounding_leaves() -> None:
    assert spread_year(D(100)) == (D(9), D(9), D(9), D(9), *[D(8)] * 8)


def test_by_the_season_of_last_year() -> None:
    weights = [D(1)] * 11 + [D(13)]
    assert spread_year(D(24_000), weights) == (*[D(1_000)] * 11, D(13_000))


def test_months_that_took_back_more_than_they_sold_weigh_nothing() -> None:
    weights = [D(-500), *[D(0)] * 10, D(200)]
    assert spread_year(D("1200.50"), weights) == (*[D(0)] * 11, D("1200.50"))


@given(TOTALS, WEIGHTS)
def test_the_months_add_up(total: D, weights: list[D]) -> None:
    spread = spread_year(total, weights)
    assert sum(spread) == total
    assert min(spread) >= 0


def test_a_target_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        spread_year(D(-1))


@pytest.mark.parametrize(
    ("percent", "expected"), [("5", 1050), ("-2.5", 975), ("0", 1000), ("-100", 0), ("-150", 0)]
)
def test_last_year_raised(percent: str, expected: int) -> None:
    assert raised(D(1000), D(percent)) == expected
