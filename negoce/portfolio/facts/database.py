"""One state of the installation's database, read beside those who write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from negoce.portfolio.facts.sources.postgresql import PostgresqlSource
from negoce.portfolio.facts.sources.reading import Source
from negoce.portfolio.facts.sources.sqlite import SqliteSource


@contextmanager
def database_source() -> Iterator[Source]:
    """The database as it is now, until the block ends. Nobody waits for it, and it waits for nobody."""
    if connection.vendor == "postgresql":
        with _postgresql() as source:
            yield source
        return
    with _sqlite() as source:
        yield source


def database_name() -> str:
    """Which database a copy was made of."""
    settings = connection.settings_dict
    return "|".join(str(settings.get(key, "")) for key in ("ENGINE", "HOST", "PORT", "NAME"))


@contextmanager
def _sqlite() -> Iterator[Source]:
    path = str(connection.settings_dict["NAME"])
    if connection.in_atomic_block or not Path(path).is_file():
        # What this transaction wrote is read too; a database in memory has no other door.
        connection.ensure_connection()
        yield SqliteSource(connection.connection)
        return
    address = f"file:{quote(path)}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=20)) as own:
        own.execute("BEGIN")
        yield SqliteSource(own)


@contextmanager
def _postgresql() -> Iterator[Source]:
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield PostgresqlSource(connection.connection)
        return
    own = connection.get_new_connection(connection.get_connection_params())
    with closing(own):
        own.autocommit = True
        own.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # A job reads whole tables: helpers are worth their start here.
        own.execute("SET LOCAL max_parallel_workers_per_gather = 2")
        yield PostgresqlSource(own)
