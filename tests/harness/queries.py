"""Counting queries: a page asks the database as often for three rows as for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

OTHER_ROWS = 2


class Queries:
    """What the fixture `queries` gives."""

    def same(self, make: Callable[[], Any], read: Callable[[], Any]) -> int:
        """Assert that `read` costs the same after one `make` as after three; returns the count.

        `read` runs once before counting, so that what is kept for the life of a process is kept already.
        """
        make()
        read()
        with self.counted() as at_one:
            read()
        for _ in range(OTHER_ROWS):
            make()
        with self.counted() as at_three:
            read()
        if len(at_one) != len(at_three):
            raise AssertionError(
                f"{len(at_one)} queries for 1 row, {len(at_three)} for 3.\n"
                f"For 1:\n{_listing(at_one)}\nFor 3:\n{_listing(at_three)}"
            )
        return len(at_one)

    @contextmanager
    def exactly(self, count: int) -> Iterator[None]:
        """Assert that the block makes exactly `count` queries."""
        with self.counted() as captured:
            yield
        if len(captured) != count:
            raise AssertionError(f"{len(captured)} queries instead of {count}:\n{_listing(captured)}")

    @contextmanager
    def at_most(self, count: int) -> Iterator[None]:
        """Assert that the block makes at most `count` queries: the budget of a page or a panel."""
        with self.counted() as captured:
            yield
        if len(captured) > count:
            raise AssertionError(
                f"{len(captured)} queries, over the budget of {count}:\n{_listing(captured)}"
            )

    def counted(self) -> CaptureQueriesContext:
        """Capture the queries of a block; `len()` of it is their number."""
        return CaptureQueriesContext(connection)


def _listing(captured: CaptureQueriesContext) -> str:
    return "\n".join(f"  {query['sql']}" for query in captured.captured_queries)
