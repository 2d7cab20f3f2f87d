"""Rows of the night into the tables, as fast as each database takes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.rules.life_changes import Change
from negoce.portfolio.rules.life_reason import stored_reason

Values = tuple[object, ...]
_LIFE, _CHANGE = CustomerLife._meta.db_table, StatusChange._meta.db_table
_PIECE = "life_piece"
_CHANGE_COLUMNS = (
    "company_id", "before", "after", "happened_on", "cause", "reason", "is_past", "recorded_at",
)  # fmt: skip


def put_rows(columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert whole rows of the life cycle, `company_id` first, or put them in the place of those that are there.

    A new row stands at no step of the pyramid of attitudes yet.
    """
    given = ", ".join(f"{name} = excluded.{name}" for name in columns)
    names = f"company_id, {', '.join(columns)}, attitude"
    tail = f"ON CONFLICT (company_id) DO UPDATE SET {given}"
    if connection.vendor == "postgresql":
        _bring(("company_id", *columns), rows)
        _run(
            f"INSERT INTO {_LIFE} ({names}) SELECT {names.removesuffix('attitude')} 'none' FROM {_PIECE} {tail}"
        )
        return
    marks = ", ".join(["%s"] * (len(columns) + 1))
    _run_many(f"INSERT INTO {_LIFE} ({names}) VALUES ({marks}, 'none') {tail}", rows)


def change_rows(columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Change these columns of rows that are there; `company_id` comes first."""
    if connection.vendor == "postgresql":
        _bring(("company_id", *columns), rows)
        given = ", ".join(f"{name} = piece.{name}" for name in columns)
        _run(
            f"UPDATE {_LIFE} AS life SET {given} FROM {_PIECE} AS piece WHERE piece.company_id = life.company_id"
        )
        return
    given = ", ".join(f"{name} = %s" for name in columns)
    _run_many(f"UPDATE {_LIFE} SET {given} WHERE company_id = %s", [(*row[1:], row[0]) for row in rows])


def put_changes(changes: Iterable[tuple[int, Change]]) -> None:
    """Store changes of status, each with the key of its company, in their order."""
    now = _for_sqlite(timezone.now()) if connection.vendor == "sqlite" else timezone.now()
    rows = [
        (
            key,
            "" if each.before is None else each.before.value,
            each.after.value,
            each.on,
            each.cause.value,
            json.dumps(stored_reason(each.why), ensure_ascii=False),
            each.is_past,
            now,
        )
        for key, each in changes
    ]
    if connection.vendor == "postgresql":
        _copy(_CHANGE, _CHANGE_COLUMNS, rows)
        return
    marks = ", ".join(["%s"] * len(_CHANGE_COLUMNS))
    _run_many(f"INSERT INTO {_CHANGE} ({', '.join(_CHANGE_COLUMNS)}) VALUES ({marks})", rows)


def _bring(columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Into a table of this connection alone, emptied with the transaction."""
    _run(
        f"CREATE TEMP TABLE IF NOT EXISTS {_PIECE} ON COMMIT DELETE ROWS AS SELECT * FROM {_LIFE} WITH NO DATA"
    )
    _run(f"TRUNCATE {_PIECE}")
    _copy(_PIECE, columns, rows)


def _copy(table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    if not rows:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _run_many(statement: str, rows: Sequence[Values]) -> None:
    if not rows:
        return
    kinds = _WRITTEN.get
    ready: list[Any] = [
        tuple([value if (write := kinds(type(value))) is None else write(value) for value in row])
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, ready)


def _for_sqlite(moment: datetime) -> str:
    return str(timezone.make_naive(moment, timezone.get_fixed_timezone(0)))


# As Django's own adapters write them.
_WRITTEN: dict[type, Callable[[Any], str]] = {Decimal: str, datetime: _for_sqlite, date: date.isoformat}
