"""How far an order has come; no unit is lost between what is ordered, delivered and left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negoce.orders.enums import OrderState
from negoce.orders.rules.order_progress import (
    LineProgress,
    days_late,
    delivery_findings,
    rest_of,
    return_findings,
    state_of,
)

# A machine shared by many may stall while a quantity is drawn.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUANTITIES = st.decimals("-9999", "9999", places=3, allow_nan=False)


def line(ordered: str, delivered: str = "0", key: int = 1) -> LineProgress:
    return LineProgress(key, Decimal(ordered), Decimal(delivered))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], OrderState.OPEN),
        ([line("10")], OrderState.OPEN),
        ([line("10", "4")], OrderState.PARTLY_DELIVERED),
        ([line("10", "10"), line("2")], OrderState.PARTLY_DELIVERED),
        ([line("10", "10"), line("2", "2")], OrderState.DELIVERED),
        ([line("10", "12")], OrderState.DELIVERED),
        ([line("-3", "-1")], OrderState.PARTLY_DELIVERED),
        ([line("-3", "-3")], OrderState.DELIVERED),
        # A title counts for nothing.
        ([line("0"), line("1", "1")], OrderState.DELIVERED),
    ],
)
def test_the_state_follows_from_the_lines(lines: list[LineProgress], expected: OrderState) -> None:
    assert state_of(lines) is expected


def test_what_people_decide_goes_before_what_is_counted() -> None:
    assert state_of([line("10", "4")], closed=True) is OrderState.CLOSED
    assert state_of([line("10", "4")], closed=True, cancelled=True) is OrderState.CANCELLED


@PATIENT
@given(ordered=QUANTITIES, delivered=QUANTITIES)
def test_no_unit_is_lost(ordered: Decimal, delivered: Decimal) -> None:
    progress = LineProgress(1, ordered, delivered)
    assert progress.delivered + progress.left == ordered + progress.over
    assert abs(progress.left) <= abs(ordered) or (delivered < 0) == (ordered >= 0)
    # Left has the sign of the order, over the sign that goes beyond it.
    assert progress.left * ordered >= 0
    assert progress.left == 0 or progress.over == 0


@PATIENT
@given(
    ordered=st.decimals("0.001", "9999", places=3),
    parts=st.lists(st.decimals("0.001", "999", places=3), max_size=8),
)
def test_deliveries_one_after_the_other_end_with_the_whole_order(
    ordered: Decimal, parts: list[Decimal]
) -> None:
    progress = LineProgress(7, ordered)
    for part in parts:
        refused = delivery_findings([progress], {7: part})
        assert bool(refused) == (part > progress.left)
        if not refused:
            progress = LineProgress(7, ordered, progress.delivered + part)
    rest = rest_of([progress]).get(7, Decimal(0))
    assert progress.delivered + rest == ordered
    done = LineProgress(7, ordered, progress.delivered + rest)
    assert state_of([done]) is OrderState.DELIVERED
    assert rest_of([done]) == {}


@pytest.mark.parametrize(
    ("quantity", "allow_over", "code"),
    [
        ("6", False, None),
        ("6.001", False, "delivery.over"),
        ("6.001", True, None),
        ("0", True, "delivery.wrong_sign"),
        ("-1", True, "delivery.wrong_sign"),
        ("1.0001", False, "delivery.unreadable"),
        ("1e11", True, "delivery.unreadable"),
        ("NaN", True, "delivery.unreadable"),
    ],
)
def test_a_delivery_is_within_the_order(quantity: str, allow_over: bool, code: str | None) -> None:
    found = delivery_findings([line("10", "4")], {1: Decimal(quantity)}, allow_over=allow_over)
    assert (found[1].code if found else None) == code


def test_a_line_of_another_order_is_refused() -> None:
    assert delivery_findings([line("10")], {9: Decimal(1)})[9].code == "delivery.unknown_line"
    assert return_findings([line("10")], {9: Decimal(1)})[9].code == "delivery.unknown_line"


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        ("4", None),
        ("4.5", "delivery.return_over"),
        ("0", "delivery.return_sign"),
        ("-1", "delivery.return_sign"),
    ],
)
def test_no_more_comes_back_than_was_delivered(quantity: str, code: str | None) -> None:
    found = return_findings([line("10", "4")], {1: Decimal(quantity)})
    assert (found[1].code if found else None) == code


@pytest.mark.parametrize(
    ("promised", "expected"),
    [(None, 0), (date(2026, 11, 22), 0), (date(2026, 11, 23), 0), (date(2026, 11, 12), 10)],
)
def test_days_late(promised: date | None, expected: int) -> None:
    assert days_late(promised, date(2026, 11, 22)) == expected
