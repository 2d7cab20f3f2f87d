"""`make bench-portfolio`: the nightly work over 200,000 companies and 5 million order lines, on each database.

Each run is a process of its own, as in the worker: seconds and processor seconds of each step, peak memory, how long
transactions held others up; and what somebody waits for the list and for a company meanwhile, beside what they wait
when nothing else goes on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from typing import Any

from bench.databases import databases_to_measure, measured_inside
from bench.visitor import Visitor

QUIET_SECONDS = 8
# Load: the first copy of the facts, then nothing changed. First: no copy and no row. Morning after: 300 orders came or
# changed, a day has gone by. Reread: the copy is made anew beside rows that stand. Aggregation: the measure beside a
# query by hand. Fit: the models, once a week. Foreseen: a morning with a fit in force, which moves the rows of all.
RUNS = ("load", "first", "morning after", "reread", "aggregation", "fit", "foreseen")
QUIET = ("load", "aggregation")


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    if options.inside:
        print(json.dumps(_inside(options)))
        return 0
    for database in databases_to_measure(options.address, options.databases):
        with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
            for line in _measure(database, options, directory):
                print(line, flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.portfolio")
    parser.add_argument("--companies", type=int, default=200_000)
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--address", default="", help="a database filled by this bench, left behind")
    parser.add_argument("--runs", default=",".join(RUNS), help="which, in this order")
    parser.add_argument("--alone", action="store_true", help="nobody opens pages meanwhile")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(database: str, options: argparse.Namespace, directory: str) -> list[str]:
    found = measured_inside("bench.portfolio", database, options.address, directory)
    return [f"{database}: {name:<14} {_words(values)}" for name, values in found.items()]


def _words(values: dict[str, Any]) -> str:
    return "  ".join(f"{key} {value}" for key, value in values.items())


def _inside(options: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    from django.utils import timezone

    from bench.portfolio_filling import fill

    results: dict[str, Any] = {"rows": fill(options.companies, options.lines, timezone.localdate())}
    site = _site(options.alone)
    try:
        if site:
            results["quiet"] = _watched(site, lambda: time.sleep(QUIET_SECONDS))[1]
        for run in options.runs.split(","):
            found, seen = _watched(site, lambda run=run: _run(run))
            results[run] = found | ({} if run in QUIET else seen)
            print(run, results[run], file=sys.stderr, flush=True)
    finally:
        if site:
            site[0].stop()
    return results


def _run(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.portfolio_night", name]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _site(alone: bool) -> Any:
    if alone:
        return None
    from bench import site as sites
    from bench.one_database import free_port, signed_in

    started = sites.start(free_port())
    return started, signed_in(started.port)


def _watched(site: Any, work: Any) -> tuple[Any, dict[str, Any]]:
    """Have two people open the list and a company meanwhile; returns what the work gave and what they waited."""
    if not site:
        return work(), {}
    from negoce.companies.models import Company

    key = Company.objects.filter(deleted_at=None).order_by("pk").values_list("public_id", flat=True)[10]
    visitors = {
        "list": Visitor(site[0].port, "/companies/", site[1]),
        "page": Visitor(site[0].port, f"/companies/{key}/", site[1]),
    }
    try:
        done = work()
    finally:
        seen = {name: visitor.leave() for name, visitor in visitors.items()}
    return done, {f"{name}_{each}": value for name, waited in seen.items() for each, value in waited.items()}


if __name__ == "__main__":
    sys.exit(main())
