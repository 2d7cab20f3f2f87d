"""A queryset without an order comes back turned round.

A database promises no order, yet without one it mostly answers in the order of insertion,
and code comes to rely on it.
Turning round rather than shuffling: the same test fails every time, not once in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet


@contextmanager
def unordered_querysets_turned_round() -> Iterator[None]:
    """Patch querysets for as long as the block lasts; the SQL stays what it is."""
    fetch_all, stream = QuerySet._fetch_all, QuerySet.iterator

    def fetch_all_turned_round(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered:
            self._result_cache.reverse()

    def stream_turned_round(self: QuerySet[Any], *arguments: Any, **options: Any) -> Iterator[Any]:
        rows = stream(self, *arguments, **options)
        return rows if self.ordered else reversed(list(rows))

    QuerySet._fetch_all, QuerySet.iterator = fetch_all_turned_round, stream_turned_round
    try:
        yield
    finally:
        QuerySet._fetch_all, QuerySet.iterator = fetch_all, stream
