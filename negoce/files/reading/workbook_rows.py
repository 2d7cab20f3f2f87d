"""Reads XLSX and XLS. The library is loaded when needed: web processes stay small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from negoce.files.reading.rows import TableRow
from negoce.kit.refusal import Refused


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets, in order. Raises Refused when the workbook is damaged."""
    return tuple(_open(path).sheet_names)


def read_workbook_rows(path: Path, sheet: int) -> Iterator[TableRow]:
    """Read the rows of a sheet, blank ones included: numbers are those that the spreadsheet shows."""
    workbook = _open(path)
    try:
        page = workbook.get_sheet_by_index(sheet)
        rows = page.iter_rows()
    except Exception as problem:
        raise Refused(_damaged()) from problem
    for number, cells in enumerate(rows, start=1):
        yield TableRow(number, tuple(map(text_of, cells)))


def text_of(value: Any) -> str:
    """Write a cell as a person would type it: whole numbers without point, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _plain_number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _plain_number(value: float) -> str:
    """A number with a decimal comma: 12.5 in a cell is what a French reader types as 12,5."""
    return f"{value:.15g}".replace(".", ",") if abs(value) < 1e15 else f"{value:.0f}"


def _open(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except Exception as problem:
        raise Refused(_damaged()) from problem


def _damaged() -> str:
    return _(
        "Ce classeur est endommagé ou protégé par un mot de passe. Rien n’a été importé : ouvrez-le dans un"
        " tableur, enregistrez-le de nouveau et recommencez."
    )
