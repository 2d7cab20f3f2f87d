"""Reminders: one step after the other, one message a customer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negoce.billing.rules.reminder_steps import Overdue, due_step, reminder_of

TODAY = date(2026, 11, 21)


def overdue(late: int, **more: object) -> Overdue:
    return Overdue(1, D(100), TODAY - timedelta(days=late), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "number"),
    [
        (overdue(4), None),
        (overdue(5), 1),
        (overdue(400), 1),
        (overdue(15, step=1, reminded_on=TODAY - timedelta(days=6)), None),
        (overdue(15, step=1, reminded_on=TODAY - timedelta(days=7)), 2),
        (overdue(24, step=2, reminded_on=TODAY - timedelta(days=9)), None),
        (overdue(36, step=3, reminded_on=TODAY - timedelta(days=9)), 4),
        (overdue(90, step=4, reminded_on=TODAY - timedelta(days=40)), None),
        (overdue(90, is_disputed=True), None),
        (overdue(90, promised_on=TODAY), None),
        (overdue(90, promised_on=TODAY - timedelta(days=1)), 1),
        (Overdue(1, D(-100), date(2026, 1, 1)), None),
        (Overdue(1, D(100), None), None),
    ],
)
def test_the_next_step(item: Overdue, number: int | None) -> None:
    step = due_step(item, today=TODAY)
    assert (step.number if step else None) == number


def test_one_message_a_customer_at_the_furthest_step() -> None:
    items = [
        Overdue(1, D(10), TODAY - timedelta(days=6)),
        Overdue(2, D(10), TODAY - timedelta(days=20), step=1, reminded_on=TODAY - timedelta(days=9)),
        Overdue(3, D(10), TODAY - timedelta(days=2)),
        Overdue(4, D(10), TODAY + timedelta(days=2)),
        Overdue(5, D(10), TODAY - timedelta(days=80), is_disputed=True),
    ]
    reminder = reminder_of(items, today=TODAY)
    assert reminder is not None
    assert (reminder[0].number, reminder[1]) == (2, (2, 1, 3))
    assert reminder_of(items[2:], today=TODAY) is None
