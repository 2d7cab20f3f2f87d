"""Reads that may be given up: a page does not wait for a count that turns out to be long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

Answer = TypeVar("Answer")

# What SQLite does in a millisecond when it seeks in indexes. Work is measured rather than time, so that the
# same list is read in the same way on a busy machine.
STEPS_A_MILLISECOND = 30_000


def within(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    """The answer of `read`, or None when the database has not given it in this time."""
    if connection.vendor == "sqlite":
        return _within_sqlite(milliseconds, read)
    return _within_postgresql(milliseconds, read)


def _within_sqlite(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    connection.ensure_connection()
    database = connection.connection
    # Called once the work allowed is done: any answer but 0 interrupts the statement.
    database.set_progress_handler(lambda: 1, max(1, milliseconds * STEPS_A_MILLISECOND))
    try:
        return read()
    except OperationalError as problem:
        if "interrupted" not in str(problem):
            raise
        return None
    finally:
        database.set_progress_handler(None, 0)


def _within_postgresql(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {int(milliseconds)}")
            answer = read()
            # Inside a longer transaction the limit would outlive us.
            cursor.execute("SET LOCAL statement_timeout = 0")
            return answer
    except OperationalError as problem:
        if type(problem.__cause__).__name__ != "QueryCanceled":
            raise
        return None
