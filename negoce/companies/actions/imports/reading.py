"""The rows of an import as values of its target: read beside the writing when there are many, else in between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from negoce.companies.actions.imports.custom_fields import CustomReader
from negoce.companies.actions.imports.rows_process import ChildRows, Rules, pays_apart, row_of
from negoce.companies.interfaces import ImportTarget
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.source import (
    BATCH_ROWS,
    LARGEST_BATCH,
    LARGEST_GROUP,
    factors_of,
    mapping_of,
    prepared_path,
    read_batch,
    stored_row,
)
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, failed_cells
from negoce.companies.rules.imports.table_rows import Layout, Reader, is_no_row, read_table_row
from negoce.files.reading.rows import TableRow


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Rows that go in together, and where the next ones begin in the prepared copy."""

    rows: Sequence[ReadRow]
    next_offset: int
    _sources: Sequence[TableRow | bytes]

    def sources(self, numbers: Collection[int]) -> Sequence[TableRow]:
        """The rows with these numbers as they stand in the file."""
        return [
            source if isinstance(source, TableRow) else stored_row(source)
            for row, source in zip(self.rows, self._sources, strict=True)
            if row.number in numbers
        ]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the rows of one import are read: by rules alone, then what only the database knows."""

    read: Reader
    layout: Layout
    custom: CustomReader | None = None
    custom_layout: Layout | None = None

    def whole(self, row: ReadRow, cells: Callable[[], Sequence[str]]) -> ReadRow:
        """The row with its custom fields."""
        if self.custom is None or self.custom_layout is None or is_no_row(row):
            return row
        own, layout = cells(), self.custom_layout
        return self.custom.add(row, layout.cells(own), layout.context, failed_cells(own, layout.mapping))


def read_table_rows(target: ImportTarget, run: ImportRun, rows: Sequence[TableRow]) -> Sequence[ReadRow]:
    """Read rows of the file as values of the target."""
    return _read_here(_plan(target, run, timezone.localdate()), rows)


@contextmanager
def rows_of_import(
    target: ImportTarget, run: ImportRun, group_column: int | None, namespace: str = ""
) -> Iterator[Callable[[int], ReadBatch]]:
    """What reads on, from where the import stands: `next_rows(size)`, about that many, none at the end.

    `namespace` is that of the codes of the file (`ImportBatch.namespace`).

    Raises ReadingBroke when the process that reads ended early.
    """
    plan = _plan(target, run, timezone.localdate())
    if not pays_apart(plan.read, (run.total_rows or 0) - run.done_rows):
        yield lambda size: _batch_here(plan, run, group_column, size)
        return
    rules = Rules(plan.read, target.ready, namespace)
    apart = ChildRows(prepared_path(run), run.done_offset, plan.layout, group_column, rules)
    with closing(apart):
        yield lambda size: _batch_apart(plan, apart, run.done_offset, group_column, size)


def _plan(target: ImportTarget, run: ImportRun, today: date) -> _Plan:
    mapping, factors = mapping_of(run), factors_of(run)
    context, read = ReadContext(today, ","), target.read
    if not isinstance(read, CustomReader):
        return _Plan(read, Layout(run.columns, mapping, context, factors))
    custom = {at: key for at, key in mapping.items() if read.knows(key)}
    own = {at: key for at, key in mapping.items() if at not in custom}
    plan = _Plan(read.own, Layout(run.columns, own, context, factors))
    if not custom:
        return plan
    return replace(plan, custom=read, custom_layout=Layout(run.columns, custom, context, factors))


def _read_here(plan: _Plan, rows: Sequence[TableRow]) -> list[ReadRow]:
    return [
        plan.whole(read_table_row(plan.read, row.number, row.cells, plan.layout), lambda row=row: row.cells)  # type: ignore[misc]
        for row in rows
    ]


def _batch_here(plan: _Plan, run: ImportRun, group_column: int | None, size: int) -> ReadBatch:
    piece = read_batch(run, run.done_offset, group_column, size)
    return ReadBatch(_read_here(plan, piece.rows), piece.next_offset, piece.rows)


def _batch_apart(
    plan: _Plan, apart: ChildRows, offset: int, group_column: int | None, size: int
) -> ReadBatch:
    """The same rows as `read_batch` would give, read by a child."""
    rows: list[ReadRow] = []
    sources: list[bytes] = []
    most, end = min(size or BATCH_ROWS, BATCH_ROWS), offset + LARGEST_BATCH
    last = ""
    while (sent := apart.next()) is not None:
        _number, next_offset, group, line, _values, _findings, _ready = sent
        full = len(rows) >= most or offset >= end
        if full and (group_column is None or len(rows) >= LARGEST_GROUP or group != last):
            break
        apart.drop()
        row = row_of(sent)
        rows.append(plan.whole(row, lambda line=line: stored_row(line).cells) if plan.custom else row)  # type: ignore[misc]
        sources.append(line)
        offset, last = next_offset, group
    return ReadBatch(rows, offset, sources)
