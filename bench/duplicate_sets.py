"""The labelled sets: tables with their truth. Each is read only when its turn comes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars

DIRECTORY = Path(os.environ.get("NEGOCE_LABELLED", "../shared/data/entity_resolution"))
_FILES = {
    # The largest comes first, so that it does not hold up the end.
    "splink_historical_50k": ("splink_historical_50k_train.parquet", "unique_id"),
    "febrl1": ("febrl1_persons.csv.gz", "rec_id"),
    "febrl3": ("febrl3_persons.csv.gz", "rec_id"),
    "splink_fake_1000": ("splink_fake_1000.csv", "unique_id"),
    "patstat": ("patstat_applicants_train.csv.gz", "person_id"),
    "chicago": ("chicago_organisations_train.csv.gz", "id"),
    "affiliations": ("affiliations_train.csv", "id"),
}
_RESTAURANTS = "fodors_zagats"
NAMES = (*_FILES, _RESTAURANTS)
Columns = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A table, the column that names its rows, whether two rows are the same, and how many pairs are."""

    columns: Columns
    key: str
    same: Callable[[int, int], bool]
    total: int


def labelled_set(name: str) -> LabelledSet:
    """One of NAMES. Raises OSError when its file is not there."""
    if name == _RESTAURANTS:
        return _restaurants()
    file, key = _FILES[name]
    columns = _read(file)
    truth = columns["cluster"]
    total = sum(size * (size - 1) // 2 for size in Counter(truth).values())
    return LabelledSet(columns, key, _by_cluster(truth), total)


def _by_cluster(truth: Sequence[str]) -> Callable[[int, int], bool]:
    return lambda left, right: truth[left] == truth[right]


def _restaurants() -> LabelledSet:
    fodors, zagats, matches = (_read(f"{name}.csv") for name in ("fodors", "zagats", "fodors_zagats_matches"))
    pairs = {(f"f{one}", f"z{two}") for one, two in zip(*matches.values(), strict=True)}
    table = {name: fodors[name] + zagats[name] for name in fodors}
    names = [f"f{one}" for one in fodors["id"]] + [f"z{two}" for two in zagats["id"]]
    return LabelledSet(
        {**table, "id": names}, "id", lambda one, two: (names[one], names[two]) in pairs, len(pairs)
    )


def _read(name: str) -> Columns:
    path = DIRECTORY / name
    table = (
        polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path, infer_schema=False)
    )
    return {column: [value or "" for value in table[column].to_list()] for column in table.columns}
