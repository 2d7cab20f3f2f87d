"""One way to read a table, whatever the file: sheets, a few rows to look at, all rows one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from negoce.files.enums import TableKind
from negoce.files.reading.rows import TableLayout, TableRow

LOOK_ROWS = 60
# More than any table that people keep has; a line of a million separators is none.
MOST_COLUMNS = 2_000


def read_rows(path: Path, layout: TableLayout) -> Iterator[TableRow]:
    """Read the rows of a file one by one. Raises Refused when it turns out to be unreadable."""
    if layout.kind is TableKind.TEXT:
        from negoce.files.reading.text_rows import read_text_rows

        return read_text_rows(path, layout)
    from negoce.files.reading.workbook_rows import read_workbook_rows

    return read_workbook_rows(path, layout.sheet)


def look_at(path: Path, layout: TableLayout, rows: int = LOOK_ROWS) -> Sequence[TableRow]:
    """Return the first rows of a file; of those that are too wide, one cell more than a table may have."""
    return [
        row if len(row.cells) <= MOST_COLUMNS else TableRow(row.number, row.cells[: MOST_COLUMNS + 1])
        for row in islice(read_rows(path, layout), rows)
    ]
