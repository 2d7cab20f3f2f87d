"""How much of an import goes into one transaction, and how its commits reach the disk."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from negoce.companies.actions.search.aside import keep_little_aside, keep_much_aside, take_terms_in

BATCH_SECONDS = 0.15
FEWEST, MOST = 50, 10_000
# Whoever waits for SQLite's write lock looks for it every tenth of a second at worst: it must be free for a while.
_FREE_SECONDS = 0.015
# The number of the lock that writers of imports hold, ours alone in a database.
_IMPORTS = 7_241_953
_SQLITE_BULK = (
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -48000",
    # Rows and indexes of many batches lie on the same pages: written home seldom, each goes there once. 200 MB.
    "PRAGMA wal_autocheckpoint = 50000",
)
_SQLITE_RULES = ("synchronous", "cache_size", "wal_autocheckpoint", "busy_timeout")
# Rows come and go by the thousand, and none of them in a ring.
_SELDOM = (100_000, 20, 50)


def next_size(count: int, seconds: float, fewest: int = FEWEST) -> int:
    """How many rows the next batch takes, so that others who write wait no longer than BATCH_SECONDS."""
    fitting = int(count * BATCH_SECONDS / max(seconds, 0.001))
    return max(fewest, min(2 * count, fitting, MOST))


def let_others_write(since: float) -> None:
    """Leave the database to others for a moment since a transaction ended (`time.monotonic`), before the next one."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(max(0.0, since + _FREE_SECONDS - time.monotonic()))
    # Here and not in the transactions: nobody waits for it.
    take_terms_in()


def write_alone() -> None:
    """Let no other import nor merge write until this transaction ends; the first thing it does.

    Two imports that name one new company would both make it, and one that read a company before it was merged would
    write to the absorbed one. On SQLite the writer is alone anyway.
    """
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORTS])


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for objects that hang together in a ring less often: that took a tenth of an import."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def bulk_commits() -> Iterator[None]:
    """Commit without waiting for the disk each time, on this connection alone.

    A killed process loses nothing. A power cut may take the last commits away, always the latest ones first: the
    place where the import stands goes back with its rows, and it takes itself up from there. The commit after
    this block waits for the disk, and everything before it is then there as well.
    """
    if connection.in_atomic_block:
        # Only tests: what holds for a connection cannot change inside a transaction.
        yield
        return
    before = _loosen()
    try:
        yield
    finally:
        with suppress(DatabaseError):
            _tighten(before)


def _loosen() -> dict[str, int]:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SET synchronous_commit = off")
            keep_much_aside()
            return {}
        before = {}
        for name in _SQLITE_RULES:
            cursor.execute(f"PRAGMA {name}")
            before[name] = int(cursor.fetchone()[0])
        for statement in _SQLITE_BULK:
            cursor.execute(statement)
        return before


def _tighten(before: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("RESET synchronous_commit")
            keep_little_aside()
            return
        for name, value in before.items():
            cursor.execute(f"PRAGMA {name} = {value}")
    _give_room_back(before)


def _give_room_back(before: dict[str, int]) -> None:
    """Shorten the log of SQLite, which stays as long as it once was; not when others read or write at this moment."""
    with connection.cursor() as cursor:
        # The first keeps nobody waiting; little is left for the second, which lets nobody write.
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before['busy_timeout']}")
