"""When things happen: on working days, in office hours, in Paris."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_HOURS = (8, 9, 9, 10, 10, 11, 14, 14, 15, 16, 17)


def working_day(day: date) -> date:
    """Return the day itself, or the Friday before a week-end."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def past_moment(source: random.Random, day: date, today: date) -> datetime:
    """Return an hour of a working day that is over."""
    return at(source, working_day(min(day, today - timedelta(days=1))))


def coming_moment(source: random.Random, day: date) -> datetime:
    """Return an hour of the working day on or after a day."""
    return at(source, day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0))


def at(source: random.Random, day: date) -> datetime:
    """Return an hour of a day, on the quarter."""
    return datetime.combine(day, time(source.choice(_HOURS), source.choice((0, 15, 30, 45))), PARIS)


def midnight(day: date) -> datetime:
    """Return the beginning of a day: when tasks without an hour stand."""
    return datetime.combine(day, time(), PARIS)
