"""A whole and its parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from negoce.portfolio.rules.target_gap import parts_gap

JANUARY, FEBRUARY, MARCH = (date(2026, number, 1) for number in (1, 2, 3))


def test_parts_that_add_up_are_coherent() -> None:
    found = parts_gap({JANUARY: D(30)}, [{JANUARY: D(10)}, {JANUARY: D(20)}], [JANUARY, FEBRUARY])
    assert (found.is_coherent, found.sum, found.gap) == (True, D(30), D(0))
    assert found.gaps == {JANUARY: D(0), FEBRUARY: None}


def test_each_month_differs_by_itself_though_the_year_adds_up() -> None:
    found = parts_gap(
        {JANUARY: D(30), FEBRUARY: D(30)}, [{JANUARY: D(20), FEBRUARY: D(40)}], [JANUARY, FEBRUARY]
    )
    assert (found.is_coherent, found.gap) == (False, D(0))
    assert found.gaps == {JANUARY: D(-10), FEBRUARY: D(10)}


def test_what_only_one_of_them_says_is_a_gap() -> None:
    found = parts_gap({JANUARY: D(30)}, [{MARCH: D(5)}], [JANUARY, FEBRUARY, MARCH])
    assert found.gaps == {JANUARY: D(-30), FEBRUARY: None, MARCH: D(5)}
