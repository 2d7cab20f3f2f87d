"""One way to read a table, whatever the file: sheets, a few rows to look at, all rows one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from negoce.files.enums import TableKind

LOOK_ROWS = 60


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How to read a file: `sheet` counts from 0 and holds for workbooks, the rest for text files."""

    kind: TableKind
    sheet: int = 0
    encoding: str = "utf-8"
    separator: str = ";"
    mend: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: `number` is that of the line or row in the file, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


def read_rows(path: Path, layout: TableLayout) -> Iterator[TableRow]:
    """Read the rows of a file one by one. Raises Refused when it turns out to be unreadable."""
    if layout.kind is TableKind.TEXT:
        from negoce.files.reading.text_rows import read_text_rows

        return read_text_rows(path, layout)
    from negoce.files.reading.workbook_rows import read_workbook_rows

    return read_workbook_rows(path, layout.sheet)


def look_at(path: Path, layout: TableLayout, rows: int = LOOK_ROWS) -> Sequence[TableRow]:
    """Return the first rows of a file."""
    return list(islice(read_rows(path, layout), rows))
