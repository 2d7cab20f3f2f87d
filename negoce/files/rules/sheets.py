"""How large a grid the cells of a sheet span. Pure.

What reads a workbook holds the whole rectangle from the first filled cell to the last: two cells in opposite
corners, in a file of a thousand bytes, ask for half a terabyte, and the program that asks is ended at once.
"""

from __future__ import annotations

import re

from negoce.kit.explain import Finding

# 20 columns of the million rows that a sheet may have fit; reading them takes some 30 bytes each.
MAX_CELLS = 25_000_000
# XFD, the last one of any spreadsheet: a cell beyond it was written to make us read millions.
MAX_COLUMNS = 16_384
# Longer than any tag of a sheet.
_LONGEST_TAG = 100_000
# Every pattern is read in one pass, whatever the text. Empty cells are closed at once: they span nothing.
_FILLED = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>")
_BARE = re.compile(rb"<(?:\w+:)?c>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,9})([0-9]{1,12})")
_TAG = re.compile(rb"<(?:\w+:)?(c|row)(?:\s([^>]*))?>")
_ROW = re.compile(rb"<(?:\w+:)?row(?:\s([^>]*))?>")
_NUMBER = re.compile(rb"\br\s*=\s*[\"']([0-9]{1,12})")


class SheetExtent:
    """Fed with the XML of a sheet piece by piece, tells how many cells its filled part spans at most."""

    def __init__(self) -> None:
        self._rest = b""
        self._columns: set[bytes] = set()
        self._first, self._last = 1 << 40, 0
        self._row = self._width = self._widest = 0
        self._along = self._endless = False

    def feed(self, piece: bytes) -> None:
        """Read on; a piece may end in the middle of a tag."""
        text = self._rest + piece
        end = text.rfind(b">") + 1
        text, self._rest = text[:end], text[end:]
        self._endless |= len(self._rest) > _LONGEST_TAG
        if self._endless:
            self._rest = b""
        filled = _FILLED.findall(text)
        places = _PLACE.findall(b"\n".join(filled))
        self._along |= len(places) < len(filled) or _BARE.search(text) is not None
        if self._along:
            places = _PLACE.findall(text)
            self._count_along(text)
        else:
            for attributes in _ROW.findall(text):
                self._open_row(attributes)
        if places:
            self._columns.update({column for column, _row in places})
            rows = {int(row) for _column, row in places}
            self._see_rows(min(rows), max(rows))

    @property
    def cells(self) -> int:
        """How many cells lie between the first filled one and the last; too many when that cannot be told."""
        if self._endless:
            return MAX_CELLS + 1
        if not self._last:
            return 0
        columns = [_position(column) for column in self._columns]
        width = max(columns) - min(columns) + 1 if columns else 0
        if max([self._widest, *columns]) > MAX_COLUMNS:
            return MAX_CELLS + 1
        return max(width, self._widest) * (self._last - self._first + 1)

    def _see_rows(self, first: int, last: int) -> None:
        self._first, self._last = min(self._first, first), max(self._last, last)

    def _open_row(self, attributes: bytes) -> None:
        number = _NUMBER.search(attributes)
        self._row, self._width = int(number[1]) if number else self._row + 1, 0

    def _count_along(self, text: bytes) -> None:
        """Cells that do not say where they are stand one after the other, in the row that is open."""
        for kind, attributes in _TAG.findall(text):
            if kind == b"row":
                self._open_row(attributes)
            else:
                self._width += 1
                self._widest = max(self._widest, self._width)
                self._see_rows(self._row, max(self._row, 1))


def check_extent(extent: SheetExtent) -> Finding | None:
    """Return why a sheet is not opened (``sheet.too_wide``), or None."""
    return None if extent.cells <= MAX_CELLS else Finding("sheet.too_wide")


def _position(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
