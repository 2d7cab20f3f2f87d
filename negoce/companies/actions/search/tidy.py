"""Rubs out of SQLite's search index the terms that it only marked as gone.

The index writes what leaves it as a mark beside the old terms; both vanish when it merges its pieces. After an
erasure that must not wait for chance. PostgreSQL keeps no such marks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

TIDY_SEARCH = "companies.tidy_search"
# Pages merged at a time: some tens of milliseconds, so that nobody waits behind it.
_PAGES = 60
_BEGIN = "INSERT INTO companies_searchterms (companies_searchterms, rank) VALUES ('merge', %s)"


def tidy_search(progress: Callable[[int], None]) -> int:
    """Merge the index into one piece, a little at a time; returns in how many steps."""
    if connection.vendor != "sqlite":
        return 0
    steps = 0
    pages = -_PAGES
    while _changes(pages):
        steps, pages = steps + 1, _PAGES
        progress(steps)
    return steps


def _changes(pages: int) -> bool:
    """Merge so many pages; whether there was something to merge, as SQLite's documentation tells to ask."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = _total(cursor)
        cursor.execute(_BEGIN, [pages])
        return _total(cursor) - before >= 2


def _total(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])
