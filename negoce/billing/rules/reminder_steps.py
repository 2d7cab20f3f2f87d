"""Which reminder is due for what a customer owes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class ReminderWay(StrEnum):
    """How a step is taken."""

    EMAIL = "email"
    LETTER = "letter"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """A step, from 1: taken `late_days` after the due date, and not before `apart_days` after the step before it.

    `is_notice`: it is the formal notice (mise en demeure), from which a court counts.
    """

    number: int
    late_days: int
    way: ReminderWay
    apart_days: int = 7
    is_notice: bool = False


# Usage of the trade: courteous, firm, a call, then the formal notice (mise en demeure).
USUAL_STEPS: tuple[ReminderStep, ...] = (
    ReminderStep(1, 5, ReminderWay.EMAIL, 0),
    ReminderStep(2, 15, ReminderWay.EMAIL),
    ReminderStep(3, 25, ReminderWay.CALL),
    ReminderStep(4, 35, ReminderWay.LETTER, is_notice=True),
)


@dataclass(frozen=True, slots=True)
class Overdue:
    """One open document: what is left of it including VAT, and how far its reminders have come."""

    key: int
    left: Decimal
    due_on: date | None
    step: int = 0
    reminded_on: date | None = None
    promised_on: date | None = None
    is_disputed: bool = False


def due_step(
    item: Overdue, *, today: date, steps: Sequence[ReminderStep] = USUAL_STEPS
) -> ReminderStep | None:
    """The next step for a document, once its day has come; None otherwise.

    Nothing is due on a credit note, on what is disputed, nor before a promised day has passed. Steps are taken one
    after the other, even when several days have come.
    """
    if item.due_on is None or item.left <= 0 or item.is_disputed:
        return None
    if item.promised_on is not None and today <= item.promised_on:
        return None
    step = next((each for each in steps if each.number > item.step), None)
    if step is None or (today - item.due_on).days < step.late_days:
        return None
    if item.reminded_on is not None and (today - item.reminded_on).days < step.apart_days:
        return None
    return step


def reminder_of(
    items: Iterable[Overdue], *, today: date, steps: Sequence[ReminderStep] = USUAL_STEPS
) -> tuple[ReminderStep, tuple[int, ...]] | None:
    """What one message to a customer says: the furthest step that is due, and every document that is overdue.

    A customer gets one message, not one an invoice; documents without a step of their own are in it for the record.
    None when no step is due.
    """
    overdue = [
        item
        for item in items
        if item.left > 0 and item.due_on is not None and item.due_on < today and not item.is_disputed
    ]
    due = [step for item in overdue if (step := due_step(item, today=today, steps=steps)) is not None]
    if not due:
        return None
    furthest = max(due, key=lambda step: step.number)
    oldest = sorted(overdue, key=lambda item: (item.due_on or date.max, item.key))
    return furthest, tuple(item.key for item in oldest)
