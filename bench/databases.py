"""Which databases a bench measures, and how one is measured in a process of its own.

Django's settings hold one database for good: each is measured by another process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.harness.postgresql import SAFE_WRITES, ThrowAwayCluster


def databases_to_measure(address: str, named: str) -> list[str]:
    """The one behind an address of one's own, otherwise those named ("sqlite,postgresql")."""
    if address:
        return ["sqlite" if address.startswith("sqlite") else "postgresql"]
    return named.split(",")


@contextmanager
def database_at(database: str, address: str, directory: str) -> Iterator[str]:
    """The address of a database to measure: the one given, or an empty one that is thrown away.

    PostgreSQL writes safely, as on a team's server: otherwise a create would cost nothing on disk.
    """
    if address or database == "sqlite":
        yield address or f"sqlite:///{Path(directory) / 'bench.sqlite3'}"
        return
    cluster = ThrowAwayCluster(SAFE_WRITES)
    try:
        yield _with_database(cluster.start())
    finally:
        cluster.stop()


def environment(address: str, directory: str) -> dict[str, str]:
    """The environment of a process that measures the database at an address."""
    return {
        **os.environ,
        "NEGOCE_DATABASE": address,
        "NEGOCE_DATA": directory,
        "DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev",
    }


def measured_inside(module: str, database: str, address: str, directory: str) -> dict[str, Any]:
    """What `python -m module --inside`, given this process's own options, prints on its last line as JSON."""
    command = [sys.executable, "-m", module, "--inside", *sys.argv[1:]]
    with database_at(database, address, directory) as place:
        done = subprocess.run(
            command, env=environment(place, directory), check=True, stdout=subprocess.PIPE, text=True
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _with_database(address: str) -> str:
    """The cluster is empty: create the database that the address names."""
    import psycopg

    server, name = address.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address
