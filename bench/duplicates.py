"""`make bench-duplicates`: precision and recall of the search for duplicates on the labelled sets."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench.duplicate_sets import DIRECTORY, NAMES, labelled_set
from negoce.companies.rules.duplicates.columns import guess_kinds
from negoce.companies.rules.duplicates.scoring import SURE, score_table

PRECISION = 0.98
Judged = tuple[float, bool]
"""A score, and whether the pair is the same by the truth."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The pairs of a set, the surest first, how many true ones there are, and what it took."""

    name: str
    rows: int
    total: int
    ranked: Sequence[Judged]
    seconds: float


def main() -> int:
    """Print two tables; 1 when the labelled sets are not there."""
    parser = argparse.ArgumentParser(prog="bench.duplicates")
    parser.add_argument("--sets", default=",".join(NAMES), help="which labelled sets")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if not DIRECTORY.is_dir():
        print(f"No labelled sets in {DIRECTORY.resolve()}: name their directory in NEGOCE_LABELLED.")
        return 1
    names = [name for name in options.sets.split(",") if name]
    with ProcessPoolExecutor(options.processes) as pool:
        found = list(pool.map(scored, names))
    print(f"Scores of {SURE} and more are sure. Best recall: the highest at a precision of {PRECISION}.\n")
    print("| set | rows | true pairs | precision, sure | recall, sure | best recall | best F1 | average precision"
          " | brought together | processor s |")  # fmt: skip
    print("|---|" + "--:|" * 9)
    for each in found:
        print(row_of(each))
    print(
        "\nLeave one out: the threshold is the lowest at which every other set (but those that no threshold helps)"
        f" has a precision of {PRECISION}.\n"
    )
    print("| set left out | threshold | its precision | its recall |")
    print("|---|--:|--:|--:|")
    for each in found:
        threshold = lowest_threshold([other for other in found if other.name != each.name])
        precision, recall = at_threshold(each, threshold)
        print(f"| {each.name} | {threshold:.2f} | {precision:.3f} | {recall:.3f} |")
    return 0


def scored(name: str) -> Measured:
    """Score a labelled set as the command does, and hold each pair against the truth."""
    table = labelled_set(name)
    started = time.process_time()
    found = score_table(table.columns, guess_kinds(table.columns, key=table.key))
    seconds = time.process_time() - started
    ranked = sorted(
        ((each.score, table.same(each.left, each.right)) for each in found), key=lambda pair: -pair[0]
    )
    return Measured(name, len(table.columns[table.key]), table.total, ranked, seconds)


def row_of(each: Measured) -> str:
    """A line of the first table."""
    precision, recall = at_threshold(each, SURE)
    best, score, average, met = measure(each.ranked, each.total)
    figures = " | ".join(f"{figure:.3f}" for figure in (precision, recall, best, score, average, met))
    return f"| {each.name} | {each.rows} | {each.total} | {figures} | {each.seconds:.0f} |"


def at_threshold(each: Measured, threshold: float) -> tuple[float, float]:
    """Precision (1 when nothing is found) and recall of the pairs from this score on."""
    sure = [same for score, same in each.ranked if score >= threshold]
    right = sum(sure)
    return right / len(sure) if sure else 1.0, right / each.total


def measure(ranked: Sequence[Judged], total: int) -> tuple[float, float, float, float]:
    """The highest recall at PRECISION, the best F1, the average precision, the share of true pairs compared at all.

    Pairs of one score stand or fall together.
    """
    right, recall, best, average, last = 0, 0.0, 0.0, 0.0, 0.0
    for place, (score, same) in enumerate(ranked, start=1):
        right += same
        if place < len(ranked) and ranked[place][0] == score:
            continue
        average += right / place * (right / total - last)
        last = right / total
        if right / place >= PRECISION:
            recall = max(recall, last)
        best = max(best, 2 * right / (place + total))
    return recall, best, average, right / total


def lowest_threshold(sets: Sequence[Measured]) -> float:
    """The lowest of 0.30, 0.31… at which no set falls short of PRECISION that reaches it below 0.95 at all."""
    steps = [step / 100 for step in range(30, 100)]
    lowest = steps[0]
    for each in sets:
        enough = [step for step in steps if at_threshold(each, step)[0] >= PRECISION]
        if enough and enough[0] < 0.95 and at_threshold(each, enough[0])[1] >= 0.1:
            lowest = max(lowest, enough[0])
    return lowest


if __name__ == "__main__":
    raise SystemExit(main())
