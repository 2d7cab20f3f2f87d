"""What `negoce scoring` reads and writes: tables (workbooks too), the file of what was learned, scores."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from negoce.cli.tables import NotATable, Table, read_table
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.kit.refusal import Refused

if TYPE_CHECKING:
    from negoce.portfolio.scoring.scorer import Scorer

# An id below zero is no formula: it stays as it is, to be found again.
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_LARGEST_MODEL = 200_000_000


@dataclass(frozen=True, slots=True)
class Learned:
    """What a file of a model holds: the scorer, and which column was the key and which the outcome."""

    scorer: Scorer
    key: str
    outcome: str
    rows: int


def read_any_table(source: Path) -> Table:
    """The columns of a CSV (`.gz` too), Parquet, XLSX or XLS file (its first sheet). Raises NotATable."""
    if source.suffix.lower() not in (".xlsx", ".xls"):
        table = read_table(source)
    else:
        table = _from_workbook(source)
    if not table or not next(iter(table.values())):
        raise NotATable(f"{source} has no row below the names of its columns.")
    return table


def _from_workbook(source: Path) -> Table:
    from negoce.files.reading.workbook_rows import read_workbook_rows

    if not source.is_file():
        raise NotATable(f"{source} cannot be read as a table: there is no such file.")
    try:
        # The process that opens it stands in a directory of its own; what it says is said like the rest here.
        with override("en"):
            rows = [list(row.cells) for row in read_workbook_rows(source.resolve(), 0) if any(row.cells)]
    except Refused as problem:
        raise NotATable(f"{source} cannot be read as a table: {problem}") from problem
    if not rows:
        raise NotATable(f"{source} is empty. A first line with the names of columns is needed.")
    names: list[str] = []
    for place, cell in enumerate(rows[0], start=1):
        name = str(cell or "").strip() or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return {
        name: [str(row[place] or "").strip() if place < len(row) else "" for row in rows[1:]]
        for place, name in enumerate(names)
    }


def write_model(target: Path, scorer: Scorer, *, key: str, outcome: str, rows: int) -> None:
    """Write what was learned, whole or not at all, for its owner alone."""
    from negoce.portfolio.scoring.stored import stored

    content = {
        "what": "negoce scoring",
        "key": key,
        "outcome": outcome,
        "rows": rows,
        "scorer": stored(scorer),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole(target) as beside:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(gzip.compress(json.dumps(content, allow_nan=False).encode(), 6, mtime=0))


def read_model(source: Path, program: str = "scoring") -> Learned:
    """What `train` of that program wrote. Raises NotATable, with what to do."""
    from negoce.portfolio.scoring.stored import Unreadable, restored

    if not source.is_file():
        raise NotATable(f"There is no model at {source}: first negoce {program} train FILE --outcome COLUMN.")
    try:
        with gzip.open(source, "rb") as stream:
            packed = stream.read(_LARGEST_MODEL + 1)
        if len(packed) > _LARGEST_MODEL:
            raise Unreadable
        content: Any = json.loads(packed)
        return Learned(
            restored(content["scorer"]), str(content["key"]), str(content["outcome"]), int(content["rows"])
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError, Unreadable):
        raise NotATable(
            f"{source} is not a model of this program, or of another version: train it again."
        ) from None


def write_scores(target: Path, keys: Sequence[str], probabilities: Sequence[float]) -> int:
    """`id,probability`, in the order of the rows; whole or not at all.

    An id that a spreadsheet would run is a text, behind a quote; returns how many are.
    """
    cells = [_cell(key) for key in keys]
    with _whole(target) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["id", "probability"])
        writer.writerows(
            (_cell(key), f"{value:.6f}") for key, value in zip(cells, probabilities, strict=True)
        )
    return sum(cell != key for cell, key in zip(cells, keys, strict=True))


def _cell(key: str) -> str:
    return key if _NUMBER.fullmatch(key) else neutralise(key)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A file beside the target, put in its place once written."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
