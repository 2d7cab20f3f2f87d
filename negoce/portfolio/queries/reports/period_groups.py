"""Days gathered into periods by the database itself, and read back as the first day of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import DateField, F, IntegerField
from django.db.models.functions import Cast, Substr, TruncMonth, TruncQuarter, TruncYear
from django.utils import timezone

from negoce.portfolio.queries.reports.dimensions import Dimension
from negoce.portfolio.rules.report_fold import period_of

_TRUNCATE = {"month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}


def period_expression(group: Dimension) -> Any:
    """The period of a record in SQL.

    Django truncates a day on SQLite by calling Python for each row: four times slower than reading its first letters.
    """
    if group.is_moment:
        return _TRUNCATE[group.period](group.path)
    if connection.vendor != "sqlite":
        return _TRUNCATE[group.period](group.path, output_field=DateField())
    year, month = Substr(F(group.path), 1, 4), Substr(F(group.path), 6, 2)
    if group.period == "year":
        return year
    if group.period == "month":
        return Substr(F(group.path), 1, 7)
    return Cast(year, IntegerField()) * 10 + (Cast(month, IntegerField()) + 2) / 3


def period_start(value: Any, period: str) -> date | None:
    """The first day of what `period_expression` gave."""
    if isinstance(value, int):
        year, quarter = divmod(value, 10)
        return date(year, 3 * quarter - 2, 1)
    if isinstance(value, str):
        return date(int(value[:4]), int(value[5:7] or 1), 1)
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return period_of(day, period)
