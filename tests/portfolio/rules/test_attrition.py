"""R-F3: how many customers leave."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.attrition import Attrition, attrition, comparable


def test_the_worked_example() -> None:
    worked = attrition(start=320, lost=24)
    assert worked.value == Attrition(D("7.50"), D("92.50"), D("13.33"), 296)
    assert worked.findings == ()


def test_who_comes_back_is_neither_new_nor_lost() -> None:
    worked = attrition(start=320, lost=24, new=30, reactivated=6)
    assert worked.value == Attrition(D("7.50"), D("94.38"), D("13.33"), 332)
    assert [each.code for each in worked.findings] == ["attrition.reactivated"]


def test_nobody_lost_has_no_lifetime() -> None:
    worked = attrition(start=5, lost=0)
    assert worked.value == Attrition(D("0.00"), D("100.00"), None, 5)
    assert [each.code for each in worked.findings] == ["attrition.none_lost"]


@pytest.mark.parametrize(
    ("start", "lost", "new", "code"),
    [
        (0, 0, 4, "attrition.no_customers"),
        (10, 11, 0, "attrition.more_lost"),
        (-1, 0, 0, "attrition.below_zero"),
        (10, 0, -1, "attrition.below_zero"),
    ],
)
def test_what_makes_no_sense_is_refused(start: int, lost: int, new: int, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        attrition(start=start, lost=lost, new=new)
    assert refusal.value.finding.code == code


@given(st.integers(1, 10**6), st.data())
def test_rates_add_up_to_the_whole_without_reactivation(start: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, start))
    found = attrition(start=start, lost=lost, new=data.draw(st.integers(0, 1000))).value
    # Each is rounded by itself: a cent apart at most.
    assert abs(found.attrition + found.retention - 100) <= D("0.01")


@pytest.mark.parametrize(
    ("now", "before", "wanted"),
    [
        # Started and aged now, then the period before.
        ((320, 200), (300, 150), True),
        ((320, 200), (300, 94), True),
        ((320, 200), (300, 93), False),
        ((1944, 1325), (1325, 0), False),
        ((320, 200), (0, 0), False),
        ((0, 0), (300, 100), False),
        # Both histories are as young.
        ((40, 0), (30, 0), True),
    ],
)
def test_periods_are_compared_when_customers_were_at_risk_as_long(
    now: tuple[int, int], before: tuple[int, int], wanted: bool
) -> None:
    found = comparable(started=now[0], aged=now[1], started_before=before[0], aged_before=before[1])
    assert found is wanted
