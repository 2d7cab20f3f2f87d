"""Targets pasted from a spreadsheet: a line a person, team or family, then its months. Pure.

Two shapes are read: `Name; January; …; December` (twelve amounts, or fewer from January on) and `Name; 2026-03; 12000`.
A first line of headings is passed over. Columns are set apart by tabs, semicolons or, where there is neither, commas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from negoce.kit.explain import Finding
from negoce.kit.numbers import parse_decimal
from negoce.kit.text import fold

MONTHS = 12
MOST_LINES = 2_000
_MONTH = re.compile(r"(?:(20\d\d)[-/.](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.](20\d\d))(?:[-/.]0?1)?")
_HEADINGS = re.compile(r"\b(janv(?:ier)?|jan(?:uary)?|mois|month|01[-/.]20\d\d|20\d\d[-/.]01)\b")


@dataclass(frozen=True, slots=True)
class Pasted:
    """The amounts of each name, by first day of month, and what could not be read, with its line."""

    amounts: Mapping[str, Mapping[date, Decimal]] = field(default_factory=dict)
    problems: Sequence[Finding] = ()


def read_paste(text: str, names: Sequence[str], year: int, mark: Literal[",", "."]) -> Pasted:
    """Read what was pasted for a year; `names` are those of the rows, compared without case nor accents.

    A cell left empty changes nothing. Problems: `paste.too_long`, `paste.nothing`, `paste.name`, `paste.ambiguous`,
    `paste.twice`, `paste.amount`, `paste.year`, `paste.columns`, each with its line and text.
    """
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Pasted(problems=[Finding("paste.too_long", figures={"most": MOST_LINES})])
    known: dict[str, str | None] = {}
    for name in names:
        known[_key(name)] = None if _key(name) in known else name
    found: dict[str, dict[date, Decimal]] = {}
    problems: list[Finding] = []
    for order, (place, line) in enumerate(lines):
        cells = [cell.strip().strip('"').strip() for cell in _split(line)]
        whose = known.get(_key(cells[0]))
        if whose is None:
            if order or not _HEADINGS.search(fold(line)):
                code = "paste.ambiguous" if _key(cells[0]) in known else "paste.name"
                problems.append(_problem(code, place, cells[0]))
            continue
        told = _months(cells[1:], year, mark, place, problems)
        before = found.setdefault(whose, {})
        if before.keys() & told.keys():
            problems.append(_problem("paste.twice", place, cells[0]))
        before |= told
    if not problems and not any(found.values()):
        problems.append(Finding("paste.nothing"))
    return Pasted(found, problems)


def _months(
    cells: Sequence[str], year: int, mark: Literal[",", "."], place: int, problems: list[Finding]
) -> Mapping[date, Decimal]:
    long = _MONTH.fullmatch(cells[0]) if len(cells) >= 2 else None
    if long is not None:
        at = date(int(long[1] or long[4]), int(long[2] or long[3]), 1)
        if at.year != year or len(cells) > 2:
            problems.append(_problem("paste.year" if at.year != year else "paste.columns", place, cells[0]))
            return {}
        pairs = [(at, cells[1])]
    else:
        while len(cells) > MONTHS and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > MONTHS:
            problems.append(_problem("paste.columns", place, str(len(cells))))
            return {}
        pairs = [(date(year, number, 1), cell) for number, cell in enumerate(cells, 1)]
    found = {}
    for month, cell in pairs:
        parsed = parse_decimal(cell, mark)
        if parsed.refused or (parsed.value is not None and parsed.value < 0):
            problems.append(_problem("paste.amount", place, cell))
        elif parsed.value is not None:
            found[month] = parsed.value.quantize(Decimal("0.01"))
    return found


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _split(line: str) -> Sequence[str]:
    sign = next((each for each in ("\t", ";") if each in line), ",")
    # A figure between quotes may hold the sign: "1,200.50" is one cell.
    try:
        return next(csv.reader([line], delimiter=sign))
    except csv.Error:
        # A cell longer than a file may hold: it will not be read as a name or an amount.
        return line.split(sign)


def _problem(code: str, place: int, text: str) -> Finding:
    return Finding(code, figures={"line": place, "text": text[:40]})
