"""A month as a calendar draws it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from negoce.kit.dates import end_of_month


def weeks_of(month: date) -> Sequence[Sequence[date]]:
    """The weeks, from Monday, that hold a day of the month of a date, whole."""
    first = month.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= end_of_month(month):
        weeks.append([monday + timedelta(days=place) for place in range(7)])
        monday += timedelta(days=7)
    return weeks
