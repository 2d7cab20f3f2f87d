"""When a report that somebody receives is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from negoce.kit.dates import add_months
from negoce.portfolio.enums import ReportRhythm


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, at which hour: `weekday` (0 is Monday) of a weekly one, `month_day` (1 to 28) of a monthly one."""

    kind: ReportRhythm
    hour: int
    weekday: int = 0
    month_day: int = 1


def last_due(rhythm: Rhythm, now: datetime) -> date:
    """The latest day whose hour has come, at a local moment: after a long stop there is one to send, not many."""
    day = now.date() if now.hour >= rhythm.hour else now.date() - timedelta(days=1)
    if rhythm.kind is ReportRhythm.DAILY:
        return day
    if rhythm.kind is ReportRhythm.WEEKLY:
        return day - timedelta(days=(day.weekday() - rhythm.weekday) % 7)
    this = day.replace(day=rhythm.month_day)
    return this if this <= day else add_months(this, -1)
