"""R-F7: Gini, Herfindahl-Hirschman, and the alert."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.concentration import concentration

EXAMPLE = [D(each) for each in (50_000, 20_000, 12_000, 8_000, 6_000, 4_000)]


def test_the_worked_example() -> None:
    worked = concentration(EXAMPLE)
    found = worked.value
    assert (found.gini, found.hhi, found.equivalent) == (D("0.4600"), D("3160.00"), D("3.16"))
    assert (found.largest, found.top, found.place) == (D("50.00"), D("96.00"), 0)
    assert found.alert
    assert [each.code for each in worked.findings] == ["concentration.one_customer", "concentration.index"]


def test_equal_customers_are_not_concentrated() -> None:
    worked = concentration([D(7)] * 10)
    assert (worked.value.gini, worked.value.hhi, worked.value.equivalent) == (0, 1_000, 10)
    assert (worked.value.alert, worked.findings) == (False, ())


def test_the_alert_is_above_its_bounds_only() -> None:
    assert not concentration([D(1)] * 5).value.alert  # 20 % each, not above
    assert concentration([D(1)] * 5, alert_share=D("19.9")).value.alert
    assert concentration([D(1)] * 5, alert_share=D(100), alert_index=D(1_999)).value.alert


def test_one_customer_is_all() -> None:
    found = concentration([D(3)]).value
    assert (found.gini, found.hhi, found.equivalent, found.largest) == (0, 10_000, 1, 100)


def test_what_is_below_zero_is_left_aside_and_said() -> None:
    worked = concentration([D(-50), D(10), D(0), D(10)])
    assert (worked.value.customers, worked.value.place) == (3, 1)
    assert [each.code for each in worked.findings][-1] == "concentration.left_aside"


@pytest.mark.parametrize("values", [[], [D(0)], [D(-3), D(0)]])
def test_nothing_sold_has_no_concentration(values: list[D]) -> None:
    with pytest.raises(CannotWork, match=r"concentration\.nothing_sold"):
        concentration(values)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_indices_stay_in_their_ranges(values: list[int]) -> None:
    found = concentration([D(each) for each in values]).value
    assert 0 <= found.gini < 1
    assert D(10_000) / len(values) - D("0.01") <= found.hhi <= 10_000
    assert D("0.99") <= found.equivalent <= len(values) + D("0.01")
