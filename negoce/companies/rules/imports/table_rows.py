"""Reads rows of a table by the reader of their target and the columns that people chose. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from negoce.companies.rules.imports.rows import (
    ReadContext,
    ReadRow,
    failed_cells,
    named_cells,
    whole_row_finding,
)
from negoce.companies.rules.imports.units import scaled

Reader = Callable[[int, Mapping[str, str], ReadContext], ReadRow]


@dataclass(frozen=True, slots=True)
class Layout:
    """What reading the rows of one file depends on: its columns, ``{column position: field}``, and ``{field: factor}``
    of amounts that do not stand in euros.
    """

    columns: Sequence[str]
    mapping: Mapping[int, str]
    context: ReadContext
    factors: Mapping[str, int] = field(default_factory=dict, hash=False)

    def cells(self, row: Sequence[str]) -> Mapping[str, str]:
        """Return ``{field: text}`` of the mapped columns that hold something, amounts in euros."""
        named = named_cells(row, self.mapping)
        return scaled(named, self.factors) if self.factors else named


def read_table_row(read: Reader, number: int, cells: Sequence[str], layout: Layout) -> ReadRow:
    """Read one row, or say what is wrong with it as a whole (`is_no_row`)."""
    finding = whole_row_finding(cells, len(layout.columns), layout.columns)
    if finding is not None:
        return ReadRow(number, {}, (finding,))
    row = read(number, layout.cells(cells), layout.context)
    failed = failed_cells(cells, layout.mapping)
    return replace(row, findings=(*row.findings, *failed)) if failed else row


def is_no_row(row: ReadRow) -> bool:
    """Tell whether a row was refused as a whole, before any of its values was looked at."""
    return not row.values and bool(row.findings) and not row.findings[0].field


def group_of(cells: Sequence[str], column: int | None) -> str:
    """What keeps a row together with its neighbours: the text of this column."""
    return cells[column].strip() if column is not None and column < len(cells) else ""
