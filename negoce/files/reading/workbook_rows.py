"""Reads XLSX and XLS, in a process of its own: the server never opens a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from negoce.files.reading.rows import TableRow
from negoce.files.reading.workbook_process import Bounds, read_workbook

_NAMES = -1


def sheet_names(path: Path, bounds: Bounds | None = None) -> tuple[str, ...]:
    """Return the names of the sheets, in order. Raises Refused when the workbook cannot be read."""
    return tuple(str(name) for frame in read_workbook(path, _NAMES, bounds) for name in frame)


def read_workbook_rows(path: Path, sheet: int, bounds: Bounds | None = None) -> Iterator[TableRow]:
    """Read the rows of a sheet, blank ones included: numbers are those that the spreadsheet shows.

    Raises Refused when the workbook cannot be read, or not within `bounds`.
    """
    number = 0
    for frame in read_workbook(path, sheet, bounds):
        for cells in frame:
            number += 1
            yield TableRow(number, tuple(cells))
