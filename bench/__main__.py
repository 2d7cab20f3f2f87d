"""`make bench SIZE=20k`: fill a database, serve it, ask, print a table and write JSON.

Each database is measured in a process of its own, because Django's settings hold one database for good.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.databases import databases_to_measure
from bench.report import table
from tests.harness.postgresql import SAFE_WRITES, ThrowAwayCluster, find_programs

OUTPUT = Path("build/bench")
SIZES = {"2k": 2_000, "20k": 20_000, "200k": 200_000}


def main() -> int:
    """Measure what the command line asks for; 1 when a request failed."""
    options = _options()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    results = []
    for database in databases_to_measure(options.address, options.databases):
        if database == "postgresql" and find_programs() is None:
            print("postgresql: not installed, left out")
            continue
        results.append(_measure(database, options))
    report = {
        "size": options.size,
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "databases": results,
    }
    path = OUTPUT / f"{options.size}.json"
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False))
    print(table(report))
    print(f"Written: {path}")
    return 1 if any(row["failures"] for result in results for row in result["rows"]) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--size", choices=sorted(SIZES), default="20k")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--requests", type=int, default=60, help="requests an operation with one client")
    parser.add_argument("--only", default="", help="measure the operations whose name holds this text")
    parser.add_argument(
        "--address",
        default="",
        help="a database of your own, filled when empty and left behind (NEGOCE_DATABASE)",
    )
    return parser.parse_args()


def _measure(database: str, options: argparse.Namespace) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
        result = Path(directory) / "result.json"
        command = [
            sys.executable,
            "-m",
            "bench.one_database",
            str(SIZES[options.size]),
            str(options.requests),
            str(result),
            options.only,
        ]
        if options.address:
            _run(command, options.address, directory)
        elif database == "sqlite":
            address = f"sqlite:///{Path(directory) / 'bench.sqlite3'}"
            _run(command, address, directory)
        else:
            # Safe writes, as a team's server has them: otherwise a create would cost nothing on disk.
            cluster = ThrowAwayCluster(SAFE_WRITES)
            try:
                _run(command, _with_database(cluster.start()), directory)
            finally:
                cluster.stop()
        return {"database": database, **json.loads(result.read_text())}


def _with_database(address: str) -> str:
    """The cluster is empty: create the database that the address names."""
    import psycopg

    server, name = address.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address


def _run(command: list[str], address: str, directory: str) -> None:
    environment = {
        **os.environ,
        "NEGOCE_DATABASE": address,
        "NEGOCE_DATA": directory,
        "DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev",
    }
    subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
