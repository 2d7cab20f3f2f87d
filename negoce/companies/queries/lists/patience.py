"""Reads that may be given up: a page does not wait for a count that turns out to be long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

Answer = TypeVar("Answer")

# SQLite looks at the clock once in so many of its steps, which is some 50 microseconds of work.
_STEPS = 5_000


def within(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    """The answer of `read`, or None when the database has not given it in this time."""
    if connection.vendor == "sqlite":
        return _within_sqlite(milliseconds, read)
    return _within_postgresql(milliseconds, read)


def _within_sqlite(milliseconds: int, read: Callable[[], Answer]) -> Answer | None:
    connection.ensure_connection()
    database = connection.connection
    # The time of this thread on the processor: a busy machine must not change how lists are read.
    deadline = time.thread_time() + milliseconds / 1000
    database.set_progress_handler(lambda: time.thread_time() > deadline, _STEPS)
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
