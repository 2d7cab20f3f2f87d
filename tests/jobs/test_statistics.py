"""The night measures the tables of SQLite, for its planner."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.statistics import refresh_statistics
from negoce.jobs.worker import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_every_table_is_measured_on_sqlite_alone() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    asked = enqueue("jobs.measure_tables")
    work_off()
    asked.refresh_from_db()
    with connection.cursor() as cursor:
        expected = len(tables) if connection.vendor == "sqlite" else 0
        assert (asked.state, asked.result) == ("done", {"tables": expected})
        if connection.vendor != "sqlite":
            return
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [Job._meta.db_table])
        # Of every index: rows, then rows that share its first column.
        assert {row[0].split()[0] for row in cursor.fetchall()} == {"1"}


def test_what_is_measured_index_by_index_is_what_a_whole_measure_tells() -> None:
    if connection.vendor != "sqlite":
        assert refresh_statistics() == 0
        return
    for place in range(4):
        enqueue("jobs.purge", {"place": place})

    def told(cursor: CursorWrapper) -> list[tuple[object, ...]]:
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx")
        return cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        whole = told(cursor)
        cursor.execute("DELETE FROM sqlite_stat1")
        refresh_statistics()
        assert told(cursor) == whole
