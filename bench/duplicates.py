"""`make bench-duplicates`: precision and recall of the search for duplicates on the labelled sets."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars

from negoce.companies.rules.duplicates.columns import guess_kinds
from negoce.companies.rules.duplicates.scoring import Scored, score_table

DIRECTORY = Path(os.environ.get("NEGOCE_LABELLED", "../shared/data/entity_resolution"))
PRECISION = 0.98
SETS = (
    ("febrl1_persons.csv.gz", "rec_id"),
    ("febrl3_persons.csv.gz", "rec_id"),
    ("splink_fake_1000.csv", "unique_id"),
    ("affiliations_train.csv", "id"),
    ("patstat_applicants_train.csv.gz", "person_id"),
    ("chicago_organisations_train.csv.gz", "id"),
    ("splink_historical_50k_train.parquet", "unique_id"),
)
Table = dict[str, list[str]]
Same = Callable[[int, int], bool]


def main() -> int:
    """Print a table; 1 when the labelled sets are not there."""
    if not DIRECTORY.is_dir():
        print(f"No labelled sets in {DIRECTORY.resolve()}: name their directory in NEGOCE_LABELLED.")
        return 1
    print("| set | rows | true pairs | recall at precision 0.98 | best F1 | brought together | seconds |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, table, key, same, total in _sets():
        started = time.monotonic()
        scored = score_table(table, guess_kinds(table, key=key))
        seconds = time.monotonic() - started
        recall, best, met = measure(scored, same, total)
        size = len(table[key])
        print(
            f"| {name} | {size} | {total} | {recall:.3f} | {best:.3f} | {met:.3f} | {seconds:.0f} |",
            flush=True,
        )
    return 0


def measure(scored: Sequence[Scored], same: Same, total: int) -> tuple[float, float, float]:
    """The highest recall at PRECISION, the best F1, and the share of true pairs compared at all.

    Pairs of one score stand or fall together.
    """
    ranked = sorted(((each.score, same(each.left, each.right)) for each in scored), key=lambda pair: -pair[0])
    right, recall, best = 0, 0.0, 0.0
    for place, (score, true) in enumerate(ranked, start=1):
        right += true
        if place < len(ranked) and ranked[place][0] == score:
            continue
        if right / place >= PRECISION:
            recall = max(recall, right / total)
        best = max(best, 2 * right / (place + total))
    return recall, best, right / total


def _sets() -> Iterator[tuple[str, Table, str, Same, int]]:
    for name, key in SETS:
        table = _read(name)
        truth = table["cluster"]
        total = sum(size * (size - 1) // 2 for size in Counter(truth).values())
        yield name.partition(".")[0], table, key, _by_cluster(truth), total
    yield _restaurants()


def _by_cluster(truth: Sequence[str]) -> Same:
    return lambda left, right: truth[left] == truth[right]


def _restaurants() -> tuple[str, Table, str, Same, int]:
    fodors, zagats, matches = (_read(f"{name}.csv") for name in ("fodors", "zagats", "fodors_zagats_matches"))
    pairs = {(f"f{one}", f"z{two}") for one, two in zip(*matches.values(), strict=True)}
    table = {name: fodors[name] + zagats[name] for name in fodors}
    names = [f"f{one}" for one in fodors["id"]] + [f"z{two}" for two in zagats["id"]]
    return (
        "fodors_zagats",
        {**table, "id": names},
        "id",
        lambda one, two: (names[one], names[two]) in pairs,
        len(pairs),
    )


def _read(name: str) -> Table:
    path = DIRECTORY / name
    table = (
        polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path, infer_schema=False)
    )
    return {column: [value or "" for value in table[column].to_list()] for column in table.columns}


if __name__ == "__main__":
    raise SystemExit(main())
