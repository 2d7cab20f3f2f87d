"""How old what customers owe is, and when it is likely to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Age(StrEnum):
    """How long after its due date an amount is still owed."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


_UP_TO = ((0, Age.NOT_DUE), (30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))


@dataclass(frozen=True, slots=True)
class Owed:
    """What is left of one document, in euros including VAT; below zero for a credit note."""

    left: Decimal
    due_on: date
    late_days: int = 0


def age_of(due_on: date | None, today: date) -> Age:
    """The age of a debt; one without a due date is not due."""
    if due_on is None:
        return Age.NOT_DUE
    late = (today - due_on).days
    return next((age for days, age in _UP_TO if late <= days), Age.OVER_90)


def bounds_of(age: Age, today: date) -> tuple[date | None, date | None]:
    """The first and last due dates of an age, both included; None is open. So that a database can add up."""
    if age is Age.NOT_DUE:
        return today, None
    if age is Age.OVER_90:
        return None, today - timedelta(days=91)
    place = [each for _days, each in _UP_TO].index(age)
    return today - timedelta(days=_UP_TO[place][0]), today - timedelta(days=_UP_TO[place - 1][0] + 1)


def expected_cash(owed: Iterable[Owed], *, today: date, weeks: int) -> Mapping[date, Decimal]:
    """Add up by week what is expected: on the due date plus the days by which the customer usually is late.

    Keys are Mondays, from this week on; what should have come already is expected this week, what comes later than
    `weeks` weeks is left out. Amounts in euros including VAT.
    """
    first = today - timedelta(days=today.weekday())
    found = {first + timedelta(weeks=week): ZERO for week in range(weeks)}
    for each in owed:
        day = max(each.due_on + timedelta(days=max(each.late_days, 0)), today)
        monday = day - timedelta(days=day.weekday())
        if monday in found:
            found[monday] += each.left
    return found
