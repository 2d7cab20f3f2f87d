"""A pytest plug-in, loaded before Django's settings: it chooses the database of the run.

`NEGOCE_TEST_DATABASE=postgresql` starts a throw-away PostgreSQL and points the settings at it.
Otherwise the suite runs on SQLite in memory, whatever the person's own NEGOCE_ variables say.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

from tests.harness.postgresql import ThrowAwayCluster

CHOICE = "NEGOCE_TEST_DATABASE"
CHOSEN = "NEGOCE_TEST_DATABASE_CHOSEN"
# Set by xdist in each of its processes.
WORKER = "PYTEST_XDIST_WORKER"


def choose_database() -> None:
    """Set the NEGOCE_ variables that settings read; workers of xdist inherit them from the first process."""
    if os.environ.get(CHOSEN):
        _own_directory(os.environ.get(WORKER, ""))
        return
    for name in [
        name for name in os.environ if name.startswith("NEGOCE_") and not name.startswith("NEGOCE_TEST_")
    ]:
        del os.environ[name]
    scratch = tempfile.TemporaryDirectory(prefix="negoce-tests-", ignore_cleanup_errors=True)
    atexit.register(scratch.cleanup)
    os.environ["NEGOCE_DATA"] = scratch.name
    kind = os.environ.get(CHOICE, "sqlite")
    if kind == "postgresql":
        cluster = ThrowAwayCluster()
        atexit.register(cluster.stop)
        os.environ["NEGOCE_DATABASE"] = cluster.start()
    elif kind != "sqlite":
        raise SystemExit(f"{CHOICE} is sqlite or postgresql, not {kind!r}.")
    os.environ[CHOSEN] = kind


def _own_directory(worker: str) -> None:
    """Each process of xdist has its own files; in browser tests, its own database and site."""
    directory = Path(os.environ["NEGOCE_DATA"])
    if worker and directory.name != worker:
        directory /= worker
        directory.mkdir(exist_ok=True)
        os.environ["NEGOCE_DATA"] = str(directory)


def pytest_addoption() -> None:
    """Runs at registration, the only hook that comes before pytest-django reads the settings."""
    choose_database()
