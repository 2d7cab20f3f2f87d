"""Rows into tables, as fast as each database takes them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from django.db import connection
from django.db.models import Model

BATCH = 5_000


def load(model: type[Model], rows: Iterable[Mapping[str, object]]) -> int:
    """Insert `rows` (column → value; absent columns take the field's default); returns how many."""
    started = time.perf_counter()
    fields = model._meta.concrete_fields
    defaults = {field.column: field.get_default() for field in fields}
    names = ",".join(f'"{field.column}"' for field in fields)
    values = (tuple({**defaults, **row}.values()) for row in rows)
    table = model._meta.db_table
    count = (
        _copy(table, names, values) if connection.vendor == "postgresql" else _insert(table, names, values)
    )
    print(f"  {model.__name__:<16}{count:>10,} rows  {time.perf_counter() - started:6.1f} s", file=sys.stderr)
    return count


def _copy(table: str, names: str, values: Iterator[tuple[object, ...]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)
            count += 1
    return count


def _insert(table: str, names: str, values: Iterator[tuple[object, ...]]) -> int:
    marks = ",".join("?" * (names.count(",") + 1))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    count = 0
    with connection.cursor() as cursor:
        raw = cursor.connection
        raw.execute("BEGIN IMMEDIATE")
        while batch := [tuple(map(_for_sqlite, row)) for row in islice(values, BATCH)]:
            raw.executemany(statement, batch)
            count += len(batch)
        raw.execute("COMMIT")
    return count


def _for_sqlite(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def finish() -> None:
    """Bring sequences and statistics up to date, as a database that grew by itself would have them."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            return
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id'"
                " AND is_identity = 'YES'",
                [table],
            )
            if cursor.fetchone():
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(max(id), 1))"
                    f" FROM {table}"
                )
        cursor.execute("VACUUM ANALYZE")
