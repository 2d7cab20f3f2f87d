"""Reads the file of an import: its rows as they come, then from a prepared copy that a crash does not
lose.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from negoce.companies.models import ImportRun
from negoce.companies.rules.imports.table_rows import group_of
from negoce.companies.rules.imports.units import parted
from negoce.files.enums import TableKind
from negoce.files.reading.rows import TableLayout, TableRow
from negoce.files.reading.table import LOOK_ROWS, look_at, read_rows

BATCH_ROWS = 10_000
LARGEST_GROUP = 20_000
# Of the prepared copy, at one time: rows of a hundred thousand characters come in by the hundred.
LARGEST_BATCH = 16_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that go in together, and where the next ones begin in the prepared copy."""

    rows: Sequence[TableRow]
    next_offset: int


def layout_of(run: ImportRun) -> TableLayout:
    """How the file of an import is read."""
    return TableLayout(
        TableKind(run.file.kind),
        sheet=run.sheet,
        encoding=run.encoding,
        separator=run.separator,
        mend=run.mend,
    )


def first_rows(run: ImportRun, count: int = LOOK_ROWS) -> Sequence[TableRow]:
    """The first rows of the file, header included."""
    return look_at(run.file.path, layout_of(run), count)


def edited(run: ImportRun, row: TableRow) -> TableRow:
    """The row with the cells that a person corrected before the import."""
    edits = run.edits.get(str(row.number))
    if not edits:
        return row
    own = [*row.cells, *[""] * (len(run.columns) - len(row.cells))]
    for at, text in edits.items():
        own[int(at)] = text
    return TableRow(row.number, tuple(own))


def mapping_of(run: ImportRun) -> Mapping[int, str]:
    """``{column position: field}``."""
    return {int(at): parted(told)[0] for at, told in run.mapping.items()}


def factors_of(run: ImportRun) -> Mapping[str, int]:
    """``{field: how many euros one unit of the file is}``, for amounts told in thousands or millions."""
    told = map(parted, run.mapping.values())
    return {key: factor for key, factor in told if factor is not None and factor != 1}


def prepared_path(run: ImportRun) -> Path:
    """Where the prepared copy of an import is kept."""
    return run.file.path.with_name(f"{run.file.public_id}.{run.public_id}.rows")


def prepare(run: ImportRun, group_column: int | None) -> int:
    """Write the rows of data, one JSON line each, rows of one group together; returns how many.

    The copy appears whole or not at all, and holds the same rows each time.
    """
    path = prepared_path(run)
    partial = path.with_suffix(".partial")
    count, offset, offsets = 0, 0, defaultdict(list)
    with partial.open("wb") as file:
        for row in _data_rows(run):
            line = (
                json.dumps([row.number, row.cells], ensure_ascii=False, separators=(",", ":")).encode()
                + b"\n"
            )
            file.write(line)
            if group_column is not None:
                offsets[group_of(row.cells, group_column)].append(offset)
            offset += len(line)
            count += 1
    if group_column is not None and _scattered(offsets.values()):
        _write_grouped(partial, [at for group in offsets.values() for at in group])
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
    return count


def read_batch(run: ImportRun, offset: int, group_column: int | None = None, size: int = 0) -> Batch:
    """Read the rows that come next in the prepared copy, about `size` of them; none at its end."""
    rows: list[TableRow] = []
    most, end = min(size or BATCH_ROWS, BATCH_ROWS), offset + LARGEST_BATCH
    with prepared_path(run).open("rb") as file:
        file.seek(offset)
        for line in file:
            row = stored_row(line)
            if (len(rows) >= most or offset >= end) and (
                group_column is None
                or len(rows) >= LARGEST_GROUP
                or group_of(row.cells, group_column) != group_of(rows[-1].cells, group_column)
            ):
                break
            rows.append(row)
            offset += len(line)
    return Batch(rows, offset)


def rows_by_number(run: ImportRun, numbers: frozenset[int]) -> Iterator[TableRow]:
    """The rows with these numbers, in the order of the file, one by one."""
    with prepared_path(run).open("rb") as file:
        for line in file:
            row = stored_row(line)
            if row.number in numbers:
                yield row


def forget_prepared(run: ImportRun) -> None:
    """Remove the prepared copy."""
    prepared_path(run).unlink(missing_ok=True)


def _data_rows(run: ImportRun) -> Iterator[TableRow]:
    rows = read_rows(run.file.path, layout_of(run))
    return (edited(run, row) for row in islice(rows, run.header_row + 1, None) if not row.is_blank)


def stored_row(line: bytes) -> TableRow:
    """A row as a line of the prepared copy holds it."""
    number, cells = json.loads(line)
    return TableRow(number, tuple(cells))


def _scattered(groups: Iterable[list[int]]) -> bool:
    """Tell whether the rows of some group do not stand together."""
    order = [at for group in groups for at in group]
    return order != sorted(order)


def _write_grouped(partial: Path, order: Sequence[int]) -> None:
    sorted_copy = partial.with_suffix(".grouped")
    with partial.open("rb") as source, sorted_copy.open("wb") as target:
        for at in order:
            source.seek(at)
            target.write(source.readline())
    sorted_copy.replace(partial)
