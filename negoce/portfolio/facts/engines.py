"""Where measures run: in this process by default, in PostgreSQL, or on a cluster of Apache Spark (decisions/0022)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db import connection

from negoce.portfolio.facts.schemas import fact_schemas
from negoce.portfolio.facts.sources.postgresql import shaped
from negoce.portfolio.facts.tables import COMPANIES, HEADERS, ORDER_LINES, PRODUCTS, VIEWS

if TYPE_CHECKING:
    import ibis
    import pyarrow

    from negoce.portfolio.facts.held import Facts

NO_OPTIONS: Mapping[str, str] = MappingProxyType({})
TABLES = ("orders", "lines", "companies", "presale")
_PARTS = {"headers": HEADERS, "order_lines": ORDER_LINES, "products": PRODUCTS, "companies": COMPANIES}


class EngineMissing(Exception):
    """The engine that the settings name is not installed; nothing was read."""


@contextmanager
def postgresql_tables(presale: pyarrow.Table) -> Iterator[dict[str, ibis.Table]]:
    """The tables of facts as views of the database itself: nothing is copied.

    On a connection of its own, or on that of the transaction under way, whose rows it then sees. Raises EngineMissing
    when the database is another.
    """
    import ibis

    if connection.vendor != "postgresql":
        raise EngineMissing("NEGOCE_ENGINE=postgresql measures in the database: it must be PostgreSQL.")
    with _own_connection() as own:
        backend = ibis.postgres.from_connection(own)
        with own.cursor() as cursor:
            for name, reading in _PARTS.items():
                columns = ", ".join(f"{shaped(each)} AS {each.name}" for each in reading.columns)
                condition = f"WHERE {reading.condition}"
                cursor.execute(
                    f"CREATE TEMP VIEW {name} AS SELECT {columns} FROM {reading.table} {condition}"
                )
            for name, query in VIEWS.items():
                cursor.execute(f"CREATE TEMP VIEW {name} AS {query}")
            days = ", ".join(f"{name} date" for name in presale.column_names[1:])
            cursor.execute(f"CREATE TEMP TABLE presale (company_id bigint, {days})")
            with cursor.copy("COPY presale FROM STDIN") as copy:
                for row in presale.to_pylist():
                    copy.write_row(tuple(row.values()))
        yield {name: queried(backend, name, name) for name in TABLES}


def queried(backend: ibis.BaseBackend, name: str, stored: str) -> ibis.Table:
    """The table of facts `name`, which the backend keeps as `stored`. Its columns are said, not asked for."""
    import ibis

    columns = fact_schemas()[name]
    query = f"SELECT {', '.join(columns.names)} FROM {stored}"
    return backend.sql(query, schema=ibis.Schema.from_pyarrow(columns))


@contextmanager
def _own_connection() -> Iterator[Any]:
    import psycopg

    if connection.in_atomic_block:
        yield connection.connection
        return
    wanted = connection.get_connection_params()
    known = {
        name: wanted[name] for name in ("dbname", "user", "password", "host", "port") if wanted.get(name)
    }
    with closing(psycopg.connect(**known, autocommit=True)) as own:
        # Whole tables are read here: helpers are worth their start.
        own.execute("SET jit = off")
        yield own


@contextmanager
def on_spark(
    facts: Facts, place: Path, master: str, options: Mapping[str, str] = NO_OPTIONS
) -> Iterator[Facts]:
    """The same facts on Apache Spark, through files under `place`, which its workers must see.

    `options` are settings of Spark over ours. Raises EngineMissing without PySpark (requirements/spark.txt) or Java.
    """
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as problem:
        raise EngineMissing("NEGOCE_ENGINE=spark needs requirements/spark.txt and Java 17.") from problem
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise EngineMissing("NEGOCE_ENGINE=spark needs Java 17: on Debian, openjdk-17-jre-headless.")
    files = place / "spark"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(mode=0o700)
    session = _session(SparkSession, master, options)
    try:
        backend = ibis.pyspark.connect(session)
        tables = {}
        for name in TABLES:
            path = files / f"{name}.parquet"
            getattr(facts, name).to_parquet(path)
            path.chmod(0o600)
            session.read.parquet(str(path)).createOrReplaceTempView(f"facts_{name}")
            tables[name] = backend.table(f"facts_{name}")
        yield replace(facts, **tables, backend=backend)
    finally:
        session.stop()
        shutil.rmtree(files, ignore_errors=True)


def _session(builder: Any, master: str, options: Mapping[str, str]) -> Any:
    wanted = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.catalogImplementation": "in-memory",
    }
    if master.startswith("local"):
        # On one machine: no address is looked for, and few partitions do.
        wanted |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
        wanted |= {"spark.sql.shuffle.partitions": str(os.cpu_count() or 1)}
    session = builder.builder.appName("negoce").master(master)
    for name, value in (wanted | dict(options)).items():
        session = session.config(name, value)
    return session.getOrCreate()
