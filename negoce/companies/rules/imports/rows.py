"""What a row of a file becomes: values fit for storing, and what is to be said of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark
from negoce.kit.text import fold

_FORMULA = ("=", "+", "-", "@")
# What spreadsheets write where a formula failed, in English and in French.
_FAILED = frozenset(
    {"#n/a", "#na", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "#null!", "#nul!", "#num!"}
    | {"#nombre!", "#calc!", "#spill!", "#propagation!"}
)
_TOTAL = re.compile(r"(?:sous[- ])?tota(?:l|ux)(?: general)?\b.{0,40}|grand total|subtotal", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading a row depends on besides the row: the day, and how the file writes decimals."""

    today: date
    mark: DecimalMark = ","


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Something to say of a row; `field` is empty when it is about the whole row."""

    field: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: with an error among its findings it is not imported."""

    number: int
    values: Mapping[str, object] = field(hash=False)
    findings: Sequence[RowFinding] = ()
    # What the reader worked out ahead for a new record (`ImportTarget.ready`).
    ready: object = field(default=None, compare=False)

    @property
    def refused(self) -> bool:
        """Tell whether the row cannot be imported."""
        return bool(self.findings) and any(each.finding.severity == "error" for each in self.findings)


def named_cells(cells: Sequence[str], mapping: Mapping[int, str]) -> Mapping[str, str]:
    """Return ``{field: text}`` for the mapped columns that hold something; a formula that failed is nothing."""
    named = {}
    for at, key in mapping.items():
        if at < len(cells):
            text = cells[at].strip()
            if text[:1] == "#" and text.casefold() in _FAILED:
                continue
            if text[:1] == "'" and text[1:2] in _FORMULA:
                # So are formulas written harmless in our own files and by spreadsheets.
                text = text[1:]
            if text:
                named[key] = text
    return named


def failed_cells(cells: Sequence[str], mapping: Mapping[int, str]) -> Sequence[RowFinding]:
    """Return what to say of the mapped cells whose formula failed in the spreadsheet: « #N/A », « #REF! »."""
    return [
        RowFinding(key, Finding("cell.failed", "warning", {"text": cells[at].strip()}))
        for at, key in mapping.items()
        if at < len(cells) and cells[at].lstrip()[:1] == "#" and cells[at].strip().casefold() in _FAILED
    ]


def whole_row_finding(cells: Sequence[str], width: int, headings: Sequence[str] = ()) -> RowFinding | None:
    """Return what is wrong with a row as a whole: cells beyond the columns, the headings again, or totals."""
    extra = sum(1 for cell in cells[width:] if cell.strip()) if len(cells) > width else 0
    if extra:
        figures = {"cells": width + extra, "columns": width}
        return RowFinding("", Finding("row.too_many_cells", "error", figures))
    if headings and cells[0] and cells[0].strip() == headings[0] and _same_headings(cells, headings):
        return RowFinding("", Finding("row.headings", "error"))
    filled = [cell for cell in cells if cell.strip()]
    if filled and len(filled) <= max(3, width // 2) and _TOTAL.fullmatch(fold(filled[0]).strip(" :")):
        return RowFinding("", Finding("row.total", "error", {"text": filled[0].strip()[:60]}))
    return None


def _same_headings(cells: Sequence[str], headings: Sequence[str]) -> bool:
    # Reports repeat their headings on each page; headings alike were numbered when the file was looked at.
    return len(headings) > 1 and all(
        heading.startswith(cell.strip()) for cell, heading in zip(cells, headings, strict=False)
    )


def source_key(namespace: str, values: Mapping[str, object]) -> str:
    """Return the key of a row in its source: files with the same columns share their codes, others do not."""
    key = str(values.get("import_key") or "")
    return f"{namespace}:{key}"[:120] if key else ""


def left_out(name: str, finding: Finding) -> RowFinding:
    """The finding of a value that is left out while its row is taken."""
    return RowFinding(name, Finding(finding.code, "warning", finding.figures))
