"""Reads that may be given up: a page does not wait for a count that turns out to be long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

Answer = TypeVar("Answer")

# What SQLite does in a millisecond when it seeks in indexes. Work is measured rather than time, so that the
# same list is read in the same way on a busy machine.
STEPS_A_MILLISECOND = 30_000
# How many steps go by between two looks at the clock: a few milliseconds.
LOOKS_AT_THE_CLOCK = 100_000


def within(milliseconds: int, read: Callable[[], Answer], *, by_clock: bool = False) -> Answer | None:
    """The answer of `read`, or None when the database has not given it in this time.

    `by_clock` measures time on SQLite too, for what would otherwise be done by a job: nobody waits longer than said.
    """
    if connection.vendor == "sqlite":
        return _within_sqlite(milliseconds, read, by_clock=by_clock)
    return _within_postgresql(milliseconds, read)


def _within_sqlite(milliseconds: int, read: Callable[[], Answer], *, by_clock: bool) -> Answer | None:
    connection.ensure_connection()
    database = connection.connection
    # Called each time so much work is done: any answer but 0 interrupts the statement.
    if by_clock:
        ends = monotonic() + milliseconds / 1000
        database.set_progress_handler(lambda: int(monotonic() > ends), LOOKS_AT_THE_CLOCK)
    else:
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
    if connection.in_atomic_block:
        return _within_transaction(milliseconds, read)
    # A transaction of our own in two journeys to the server rather than five: reads wait for each of them.
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN READ ONLY; SET LOCAL statement_timeout = {int(milliseconds)}")
        try:
            answer = read()
        except BaseException as problem:
            cursor.execute("ROLLBACK")
            if isinstance(problem, OperationalError) and _was_cancelled(problem):
                return None
            raise
        _end(cursor)
        return answer


def _end(cursor: CursorWrapper) -> None:
    try:
        # The limit holds for the end of the transaction too, and a busy server may exceed it.
        cursor.execute("SET LOCAL statement_timeout = 0; ROLLBACK")
    except OperationalError as problem:
        cursor.execute("ROLLBACK")
        if not _was_cancelled(problem):
            raise


def _within_transaction(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {int(milliseconds)}")
            answer = read()
            # Inside a longer transaction the limit would outlive us.
            cursor.execute("SET LOCAL statement_timeout = 0")
            return answer
    except OperationalError as problem:
        if not _was_cancelled(problem):
            raise
        return None


def _was_cancelled(problem: OperationalError) -> bool:
    return type(problem.__cause__).__name__ == "QueryCanceled"
