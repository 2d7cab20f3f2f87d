"""`make bench-numbering`: invoices issued by sixteen processes that are killed at random, on both databases.

Prints what was counted and how long it took; ends with 1 when a number is missing, given twice or out of order, or
when a demand was issued twice or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.databases import databases_to_measure
from tests.harness.postgresql import SAFE_WRITES, ThrowAwayCluster, find_programs

INVOICES = 2_000
_RUN = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.billing.fire import Fire, run
print(json.dumps(run(Fire(invoices=int(sys.argv[1]), seed=int(sys.argv[2])))))
"""


def main() -> int:
    """Fire at each database; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="bench.numbering")
    parser.add_argument("--invoices", type=int, default=INVOICES)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    failed = False
    print("| database | issued | kills | twice | not issued | faults | days | seconds | a second |")
    print("|---|--:|--:|--:|--:|---|--:|--:|--:|")
    for database in databases_to_measure("", options.databases):
        if database == "postgresql" and find_programs() is None:
            print("postgresql: not installed, left out")
            continue
        told = _fire(database, options)
        held = told["issued"] == told["receivables"] == told["files_asked_for"] == options.invoices
        failed = failed or not held or bool(told["twice"] or told["not_issued"] or told["faults"])
        faults = ", ".join(told["faults"]) or "none"
        print(
            f"| {database} | {told['issued']} | {told['kills']} | {told['twice']} | {told['not_issued']} | {faults}"
            f" | {told['days']} | {told['seconds']} | {told['issued'] / told['seconds']:.0f} |",
            flush=True,
        )
    return 1 if failed else 0


def _fire(database: str, options: argparse.Namespace) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
        cluster = ThrowAwayCluster(SAFE_WRITES) if database == "postgresql" else None
        # The cluster is new: its first database serves, nobody else is there.
        address = (
            cluster.start().rsplit("/", 1)[0] + "/postgres"
            if cluster
            else f"sqlite:///{directory}/numbering.sqlite3"
        )
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.companies.imports.process_settings",
            "NEGOCE_DATABASE": address,
            "NEGOCE_DATA": directory,
            "PYTHONPATH": str(Path.cwd()),
        }
        try:
            done = subprocess.run(
                [sys.executable, "-c", _RUN, str(options.invoices), str(options.seed)],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        finally:
            if cluster:
                cluster.stop()
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    sys.exit(main())
