"""The door to the facts: opens the copy, brings it up to date, and gives its tables to measures."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from negoce.portfolio.facts.copying import Copied, copy_changes, copy_whole
from negoce.portfolio.facts.database import database_name, database_source
from negoce.portfolio.facts.engine_names import Engine
from negoce.portfolio.facts.engines import on_spark, postgresql_tables
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.presale import presale_rows
from negoce.portfolio.facts.tables import VERSION, VIEWS

if TYPE_CHECKING:
    import duckdb

_MEMORY = "1500MB"
_PATIENCE = 600.0


class FactsBusy(Exception):
    """Another job has held the copy for too long; nothing was read, the job may be tried again."""


@contextmanager
def open_facts(
    *,
    today: date | None = None,
    directory: Path | None = None,
    whole: bool = False,
    patience: float = _PATIENCE,
    engine: Engine | None = None,
) -> Iterator[Facts]:
    """Bring the copy up to date with the database and give its tables, until the block ends.

    What is known of companies beside their orders is that of `today`. One job at a time: others wait up to
    `patience` seconds, then FactsBusy is raised. `whole` reads everything anew. The copy is a cache: who deletes it
    loses nothing. `engine` is where measures will run, that of the settings by default; PostgreSQL reads its own
    tables, without a copy. Raises EngineMissing.
    """
    wanted, day = engine or settings.NEGOCE_ENGINE, today or timezone.localdate()
    if wanted is Engine.POSTGRESQL:
        with postgresql_tables(presale_rows(day)) as tables:
            backend = tables["orders"].get_backend()
            yield Facts(**tables, backend=backend, copied=Copied(0, 0, whole=False))
        return
    place = directory or Path(settings.DATA_DIRECTORY) / "facts"
    place.mkdir(parents=True, exist_ok=True)
    # The engine's own log and spilled pages lie here too, whatever their modes.
    place.chmod(0o700)
    with _alone(place / "lock", patience), _copy(place, day, whole=whole) as facts:
        if wanted is Engine.DUCKDB:
            yield facts
            return
        with on_spark(facts, place, settings.NEGOCE_SPARK) as spread:
            yield spread


@contextmanager
def _copy(place: Path, today: date, *, whole: bool) -> Iterator[Facts]:
    engine, copied = _up_to_date(place, today, whole=whole)
    try:
        yield _given(engine, copied)
    finally:
        engine.close()


def _up_to_date(place: Path, today: date, *, whole: bool) -> tuple[duckdb.DuckDBPyConnection, Copied]:
    import duckdb

    path = place / f"facts-{VERSION}.duckdb"
    if not whole and path.exists():
        # Whatever is wrong with a copy, another is made.
        with suppress(duckdb.Error):
            engine = _connected(path)
            copied = _changed(engine, today)
            if copied is not None:
                return engine, copied
            engine.close()
    for old in place.glob("facts-*"):
        old.unlink()
    engine = _connected(path)
    with database_source() as source:
        copied = copy_whole(engine, source)
        _finish(engine, today)
    return engine, copied


def _changed(engine: duckdb.DuckDBPyConnection, today: date) -> Copied | None:
    if engine.execute("SELECT name FROM made_of").fetchone() != (database_name(),):
        return None
    # What follows is no transaction: DuckDB 2.0.0 joins rows that are not committed yet by the statistics of the
    # empty table. A run that stops on the way leaves a copy of nothing, which is made anew.
    engine.execute("DELETE FROM made_of")
    with database_source() as source:
        copied = copy_changes(engine, source)
        if copied is not None:
            _finish(engine, today)
    return copied


def _finish(engine: duckdb.DuckDBPyConnection, today: date) -> None:
    engine.register("piece", presale_rows(today))
    engine.execute("CREATE OR REPLACE TABLE presale AS SELECT * FROM piece")
    engine.unregister("piece")
    for name, query in VIEWS.items():
        engine.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")
    engine.execute("CREATE OR REPLACE TABLE made_of AS SELECT ? AS name", [database_name()])


def _given(engine: duckdb.DuckDBPyConnection, copied: Copied) -> Facts:
    import ibis

    backend = ibis.duckdb.from_connection(engine)
    tables = {name: backend.table(name) for name in ("orders", "lines", "companies", "presale")}
    return Facts(**tables, backend=backend, copied=copied)


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    engine = duckdb.connect(
        path,
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(path.with_suffix(".spill")),
            "threads": min(4, os.cpu_count() or 1),
            # Nothing is fetched from anywhere.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    engine.execute("SET enable_progress_bar = false")
    path.chmod(0o600)
    return engine


@contextmanager
def _alone(path: Path, patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise FactsBusy("Another job reads the facts.") from None
                time.sleep(0.1)
        yield
    finally:
        os.close(descriptor)
