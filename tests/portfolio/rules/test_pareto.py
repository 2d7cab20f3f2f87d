"""R-F6: which few customers make most of it."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.rules.pareto import places

AMOUNTS = st.lists(st.decimals("-1000", "100000", places=2), max_size=30)


def letters(*values: int) -> str:
    return "".join(place.pareto.value for place in places([D(value) for value in values]))


def test_the_worked_example() -> None:
    assert letters(50_000, 20_000, 12_000, 8_000, 6_000, 4_000) == "AAABBC"
    assert [place.before for place in places([D(50), D(20), D(12), D(8), D(6), D(4)])] == [
        0,
        50,
        70,
        82,
        90,
        96,
    ]


def test_equal_values_share_the_best_rank() -> None:
    assert [place.rank for place in places([D(5), D(9), D(5), D(1)])] == [2, 1, 2, 4]


def test_what_brings_nothing_is_last() -> None:
    assert letters(0, 100, -50) == "CAC"
    assert letters() == ""
    assert letters(0, 0) == "CC"


def test_one_customer_alone_is_a() -> None:
    assert letters(10) == "A"


@given(AMOUNTS)
def test_who_brings_more_never_stands_lower(values: list[D]) -> None:
    placed = sorted(zip(values, places(values), strict=True), key=lambda each: -each[0])
    assert [place.rank for _value, place in placed] == sorted(place.rank for _value, place in placed)
    assert [place.pareto.value for _value, place in placed] == sorted(
        place.pareto.value for _value, place in placed
    )
