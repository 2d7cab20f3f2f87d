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

from bench.databases import database_at, databases_to_measure, environment
from bench.report import table
from tests.harness.postgresql import find_programs

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
        with database_at(database, options.address, directory) as address:
            subprocess.run(command, check=True, env=environment(address, directory))
        return {"database": database, **json.loads(result.read_text())}


if __name__ == "__main__":
    sys.exit(main())
