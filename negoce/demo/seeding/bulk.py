"""Inserts many rows at once, the demo's own only: COPY on PostgreSQL, prepared statements on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models


def allocate_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Return `count` primary keys that nobody else will get. Call it in the transaction of the insert."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            query = f"SELECT nextval(pg_get_serial_sequence('\"{table}\"', 'id')) FROM generate_series(1, %s)"
            cursor.execute(query, [count])
            return [row[0] for row in cursor.fetchall()]
        # SQLite's write lock is held (BEGIN IMMEDIATE): nobody can take the same numbers meanwhile.
        cursor.execute(f'SELECT MAX(id) FROM "{table}"')
        highest = cursor.fetchone()[0] or 0
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
        first = max(highest, used[0] if used else 0) + 1
        return range(first, first + count)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows; `columns` are attribute names (« company_id »), the other columns take their default.

    Values are what the field takes in Python; amounts may also be texts such as « 12.50 ».
    """
    named = {field.attname: field for field in model._meta.concrete_fields}
    left = [field for name, field in named.items() if name not in columns and name != "id"]
    constants = tuple(field.get_default() for field in left)
    fields = [named[name] for name in columns] + left
    converters = [_converter(field) for field in fields]
    if any(converters):
        written = (
            tuple(
                value if convert is None or value is None else convert(value)
                for convert, value in zip(converters, row + constants, strict=True)
            )
            for row in rows
        )
    else:
        written = (row + constants for row in rows)
    _send(model._meta.db_table, [str(field.column) for field in fields], written)


def _send(table: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            rows = list(rows)  # drawn before COPY begins: while it runs the connection takes no other query
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(rows))


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value of this field is written where the driver does not know; None where it does."""
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(value, connection)
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    return None


def euros(cents: int) -> str:
    """Write cents as both databases read an amount: « 12.50 »."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
