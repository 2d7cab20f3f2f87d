"""`make bench-foresight`: fits of CDNOW as published, of 23,570 and 200,000 customers, and what foreseeing costs."""

from __future__ import annotations

import argparse
import csv
import gzip
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from negoce.portfolio.foresight.choosing import fit_best
from negoce.portfolio.foresight.fit import fit_geometric, fit_pareto
from negoce.portfolio.foresight.fitting import fit_team
from negoce.portfolio.foresight.histories import Histories, histories_of
from negoce.portfolio.foresight.predict import predict

DIRECTORY = Path("../shared/data/cdnow")
T = TypeVar("T")


def main() -> int:
    """Print a table of seconds; 1 when the data are not there."""
    parser = argparse.ArgumentParser(prog="bench.foresight")
    parser.add_argument("--directory", type=Path, default=DIRECTORY)
    parser.add_argument("--customers", type=int, default=200_000)
    options = parser.parse_args()
    source = options.directory / "cdnow_master.csv.gz"
    if not source.is_file():
        print(f"No {source}: name the directory of CDNOW with --directory.")
        return 1
    cdnow = _read(source)
    end = date(1998, 7, 1).toordinal()
    large = drawn(options.customers, end)
    print("| what | seconds | processor |\n|---|--:|--:|")
    for name, known in (
        (f"CDNOW, {cdnow.size:,} customers", cdnow),
        (f"drawn, {large.size:,} customers", large),
    ):
        summary = known.summary(end)
        _timed(f"{name}: BG/NBD", lambda summary=summary: fit_geometric(summary))
        _timed(f"{name}: MBG/NBD", lambda summary=summary: fit_geometric(summary, leaves_at_first=True))
        _timed(f"{name}: Pareto/NBD", lambda summary=summary: fit_pareto(summary))
        fitted = _timed(f"{name}: the blend, with what it learns", lambda known=known: fit_team(known, end))
        _timed(f"{name}: everybody foreseen", lambda known=known, fitted=fitted: predict(known, end, fitted))
    _timed(f"drawn, {large.size:,} customers: the whole job", lambda: fit_best(large, end))
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def drawn(customers: int, end: int, *, days: int = 900, seed: int = 3) -> Histories:
    """Customers who come all along and leave at a rate of their own."""
    draw = np.random.default_rng(seed)
    pace = draw.gamma(0.8, 1 / 60, customers)
    begin = draw.uniform(0, days, customers)
    lived = np.minimum(draw.exponential(400, customers), days - begin)
    repeats = draw.poisson(pace * lived)
    owner = np.repeat(np.arange(customers), repeats)
    day = np.concatenate([begin, begin[owner] + draw.uniform(0, 1, len(owner)) * lived[owner]])
    whose = np.concatenate([np.arange(customers), owner])
    return histories_of(whose, end - days + day.astype(np.int64), draw.gamma(3, 5_000, len(day)))


def _read(source: Path) -> Histories:
    with gzip.open(source, "rt", encoding="utf-8") as stream:
        rows = [
            (
                int(row["customer_id"]),
                date.fromisoformat(row["date"]).toordinal(),
                float(row["dollars"]) * 100,
            )
            for row in csv.DictReader(stream)
        ]
    customer, day, worth = (np.array(each) for each in zip(*rows, strict=True))
    return histories_of(customer, day, worth)


def _timed(name: str, work: Callable[[], T]) -> T:
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    print(
        f"| {name} | {time.perf_counter() - clock:.2f} | {time.process_time() - processor:.2f} |", flush=True
    )
    return found


if __name__ == "__main__":
    raise SystemExit(main())
