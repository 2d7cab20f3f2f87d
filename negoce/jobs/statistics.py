"""What SQLite knows of its tables: without it the planner takes any index for a good one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

# So many rows of an index are read at most: of larger tables less is known, and no writer waits for long.
LIMIT = 500_000


def refresh_statistics(tick: Callable[[int, int], None] | None = None) -> int:
    """Measure every table anew, each in a transaction of its own; returns how many.

    PostgreSQL does so by itself (autovacuum): none.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LIMIT}")
        every = sorted(connection.introspection.table_names(cursor))
        tables = [name for name in every if not name.startswith("sqlite_")]
        for done, table in enumerate(tables, start=1):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
            if tick is not None:
                tick(done, len(tables))
    return len(tables)
