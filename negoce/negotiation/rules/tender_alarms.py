"""When the days of a tender warn, and what becomes of a warning when a day moves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from negoce.kit.working_days import last_working_day
from negoce.negotiation.enums import TenderAlarmKind, TenderStage
from negoce.negotiation.rules.tender_days import ENDS, RUNNING, TenderDays

# How many days before, unless somebody says otherwise.
DAYS_BEFORE: Mapping[TenderAlarmKind, int] = {
    TenderAlarmKind.VISIT: 2,
    TenderAlarmKind.QUESTIONS: 3,
    TenderAlarmKind.APPLICATIONS: 5,
    TenderAlarmKind.OFFERS: 5,
    TenderAlarmKind.NEXT: 90,
}
MOST_DAYS = 365


class AlarmMove(StrEnum):
    """What to do with the task of an alarm."""

    KEEP = "keep"
    PLAN = "plan"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class AlarmStored:
    """The alarm as it is: the day it was planned for, how many days before, whether its task is still to do."""

    for_day: date | None = None
    days_before: int = 0
    is_to_do: bool = False


def awaited_days(
    stage: str, days: TenderDays, *, answered: bool, next_on: date | None
) -> Mapping[TenderAlarmKind, date | None]:
    """The day of each alarm; None where nothing is awaited: handed in, not answered, or ended.

    `answered` is off once it was decided not to answer. The next consultation warns once this one has ended.
    """
    running = stage in RUNNING and answered
    applying = running and stage != TenderStage.SELECTION
    return {
        TenderAlarmKind.VISIT: days.visit_on if running else None,
        TenderAlarmKind.QUESTIONS: days.questions_until if running else None,
        TenderAlarmKind.APPLICATIONS: days.applications_until if applying else None,
        TenderAlarmKind.OFFERS: days.offers_until if running else None,
        TenderAlarmKind.NEXT: next_on if stage in ENDS else None,
    }


def warning_day(day: date, days_before: int, today: date) -> date:
    """The day of the task: so many days before, on a working day not later than that; today at the earliest."""
    return max(last_working_day(day - timedelta(days=days_before)), today)


def alarm_move(stored: AlarmStored, day: date | None, days_before: int, today: date) -> AlarmMove:
    """What to do so that a day that is still to come warns once.

    The same day never orders a second task, whatever became of the first; a day that moves takes its task along.
    What is not awaited any more takes away a task that is still to do; a day that merely went by leaves it, late.
    """
    if day is None:
        return AlarmMove.CANCEL if stored.is_to_do else AlarmMove.KEEP
    if day == stored.for_day:
        changed = stored.is_to_do and days_before != stored.days_before and day >= today
        return AlarmMove.MOVE if changed else AlarmMove.KEEP
    if day < today:
        return AlarmMove.CANCEL if stored.is_to_do else AlarmMove.KEEP
    return AlarmMove.MOVE if stored.is_to_do else AlarmMove.PLAN
