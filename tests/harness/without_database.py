"""A test that does not ask for a database has nothing to do with any: it runs on SQLite alone.

So that none is left out of the run on PostgreSQL by mistake, such a test fails as soon as it looks at a connection,
be it to compile a query, and the processes that it starts are told of a database that does not exist.
`@pytest.mark.each_database` is for those that look at one, or start it, in a way of their own: they run on both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.utils import ConnectionHandler
from django.utils.connection import BaseConnectionHandler

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup", "live_server"}
MARKER = "each_database"
# Of cases whose questions to the database are the same, one is asked on PostgreSQL too; the others bear this marker.
ASKED_ALREADY = "asked_already"
ADDRESS = "NEGOCE_DATABASE"
NOWHERE = "postgresql://nobody@127.0.0.1:1/a_test_without_the_marker_each_database"


class DatabaseNotAskedFor(AssertionError):
    """A test without database looked at one."""


def reaches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, or says by its marker that it depends on which one it is."""
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker(MARKER)
        or FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


def commits(item: pytest.Item) -> bool:
    """Whether what a test writes is there for other connections: it is about what databases do at once."""
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or "transactional_db" in getattr(item, "fixturenames", ())


@contextmanager
def no_database() -> Iterator[None]:
    """Refuse every connection, and hand on the address of none, for as long as the block lasts."""
    address = os.environ.get(ADDRESS)
    os.environ[ADDRESS] = NOWHERE
    ConnectionHandler.__getitem__ = _refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        ConnectionHandler.__getitem__ = BaseConnectionHandler.__getitem__  # type: ignore[method-assign]
        if address is None:
            del os.environ[ADDRESS]
        else:
            os.environ[ADDRESS] = address


def _refuse(_handler: ConnectionHandler, alias: str) -> Any:
    raise DatabaseNotAskedFor(
        f"This test looks at the database {alias!r}: it needs @pytest.mark.django_db, or "
        f"@pytest.mark.{MARKER} when it must not open it; otherwise the run on PostgreSQL would leave it out."
    )
