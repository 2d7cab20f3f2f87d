"""The first deals of every step in one query: asked step by step, most of the time went into asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from negoce.negotiation.models import Deal

# Stands for the step while the question is written; no step is called so.
_ANY_STEP = "?"
# The day before which a deal is expected, the last of all for one without, and its key: how a column is ordered.
Key = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a column stopped: the day of its last card, None for one without, and its key."""

    close_on: date | None
    key: int


def key_of(close_on: date | None, pk: int) -> Key:
    """Where a deal stands in its column."""
    return close_on or date.max, pk


def first_keys(
    rows: QuerySet[Deal], steps: Sequence[str], limit: int, after: Place | None = None
) -> Mapping[str, Sequence[Key]]:
    """The first `limit` keys of each step, in order, of those after a place; one query, in the order of an index."""
    if not steps:
        return {}
    page = _after(rows, after).filter(step=_ANY_STEP).values_list("step", "close_on", "pk")
    page = page.order_by(F("close_on").asc(nulls_last=True), "pk")[:limit]
    arm, given = page.query.get_compiler(connection=connection).as_sql()
    statement = " UNION ALL ".join(f"SELECT * FROM ({arm}) step{number}" for number in range(len(steps)))
    found: dict[str, list[Key]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [step if value == _ANY_STEP else value for step in steps for value in given]
        )
        for step, close_on, pk in cursor.fetchall():
            found.setdefault(step, []).append(key_of(_day(close_on), pk))
    return {step: sorted(keys) for step, keys in found.items()}


def _after(rows: QuerySet[Deal], after: Place | None) -> QuerySet[Deal]:
    if after is None:
        return rows
    if after.close_on is None:
        return rows.filter(close_on__isnull=True, pk__gt=after.key)
    later = Q(close_on__gt=after.close_on) | Q(close_on=after.close_on, pk__gt=after.key)
    return rows.filter(later | Q(close_on__isnull=True))


def _day(value: date | str | None) -> date | None:
    """SQLite gives a day as it writes it."""
    return date.fromisoformat(value) if isinstance(value, str) else value
