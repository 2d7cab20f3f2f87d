"""What SQLite knows of its tables: without it the planner takes any index for a good one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

# So many rows of an index are read at most: of larger tables less is known, and no writer waits for long.
LIMIT = 500_000


def refresh_statistics(tick: Callable[[int, int], None] | None = None) -> int:
    """Measure every table anew, index by index; returns how many tables.

    Each index is a transaction of its own: SQLite has one writer, which a large table measured whole would hold up.
    PostgreSQL does so by itself (autovacuum): none.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LIMIT}")
        every = sorted(connection.introspection.table_names(cursor))
        tables = [name for name in every if not name.startswith("sqlite_")]
        for done, table in enumerate(tables, start=1):
            for name in _measured(cursor, table):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(name)}")
            if tick is not None:
                tick(done, len(tables))
    return len(tables)


def _measured(cursor: CursorWrapper, table: str) -> Sequence[str]:
    """The indexes of a table; the table itself while none of them holds every row: its size is told by nothing else."""
    found = list(_indexes(cursor, table))
    if all(partial for _name, partial in found):
        return [table]
    return [name for name, _partial in found]


def _indexes(cursor: CursorWrapper, table: str) -> Iterator[tuple[str, bool]]:
    cursor.execute(f"PRAGMA index_list({connection.ops.quote_name(table)})")
    for _place, name, _unique, _origin, partial in cursor.fetchall():
        yield name, bool(partial)
