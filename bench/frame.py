"""The frame of a bench that measures each database in a process of its own and prints one table."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence

from bench.databases import databases_to_measure, measured_inside


def measure(
    module: str,
    measured: Callable[..., Mapping[str, Sequence[float]]],
    *,
    columns: Mapping[str, str],
    **sizes: int,
) -> int:
    """Print a row for each thing measured, database after database; returns 0.

    `measured` takes the sizes, which the command line may change, with Django set up for one database, and gives what
    each thing took in the order of `columns`: the heading, and how its values are written.
    """
    options = _options(module, sizes)
    if options.inside:
        import django

        django.setup()
        print(json.dumps(measured(**{name: getattr(options, name) for name in sizes})))
        return 0
    print(f"| database | what | {' | '.join(columns)} |")
    print(f"|---|---|{'--:|' * len(columns)}")
    for database in databases_to_measure("", options.databases):
        with tempfile.TemporaryDirectory() as directory:
            found = measured_inside(module, database, "", directory)
        for what, values in found.items():
            written = (format(value, how) for value, how in zip(values, columns.values(), strict=True))
            print(f"| {database} | {what} | {' | '.join(written)} |", flush=True)
    return 0


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Milliseconds on the clock: the median, and the worst."""
    taken = []
    for _each in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), max(taken)


def _options(module: str, sizes: Mapping[str, int]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=module)
    for name, usual in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()
