"""Reads text files as they come, without holding them in memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from negoce.files.enums import TableKind
from negoce.files.reading.rows import TableLayout, TableRow
from negoce.files.rules.encodings import guess_encoding, looks_misread, mark_length, mend
from negoce.files.rules.kinds import HEAD_BYTES
from negoce.files.rules.separators import guess_separator
from negoce.kit.refusal import Refused

MAX_CELL = 1_000_000
MAX_RECORD = 4_000_000
# A file made for it would have every line read again with all that follow.
MAX_READ_AGAIN = 20_000_000
_PIECE = 1 << 20


def guess_text_layout(path: Path) -> TableLayout:
    """Look at a text file and say how it is written."""
    with path.open("rb") as file:
        head = file.read(4 * HEAD_BYTES)
    encoding = guess_encoding(head, _is_utf8(path))
    sample = head[mark_length(head) :].decode(encoding, errors="ignore")
    return TableLayout(
        TableKind.TEXT,
        encoding=encoding,
        separator=guess_separator(sample),
        mend=looks_misread(sample),
    )


def read_text_rows(path: Path, layout: TableLayout) -> Iterator[TableRow]:
    """Read the records of a text file; a record on several lines has the number of its first."""
    csv.field_size_limit(MAX_CELL)
    with path.open("rb") as file:
        file.seek(mark_length(file.read(4)))
        text = io.TextIOWrapper(file, encoding=layout.encoding, errors="replace", newline="")
        lines = _Lines(text)
        records = csv.reader(lines, delimiter=layout.separator)
        number, before = 1, 0
        while True:
            try:
                cells = next(records)
                if lines.ended or _swallowed(lines.taken, layout.separator):
                    # A quote that nothing closes, or that of a later record does, encloses nothing.
                    records = csv.reader(lines, delimiter=layout.separator)
                    cells = _as_written(lines.go_back(), layout.separator)
                    before = number
            except StopIteration:
                return
            except (csv.Error, _TooLong) as problem:
                raise Refused(_unreadable(number)) from problem
            lines.begin()
            if layout.mend:
                cells = [mend(cell) for cell in cells]
            yield TableRow(number, tuple(cells))
            number = before + records.line_num + 1


class _TooLong(Exception):
    """A record that no table has: reading it whole would take all the memory there is."""


class _Lines:
    """The lines of a text, as long as each record stays under MAX_RECORD characters.

    `taken` holds those of the record being read; `ended` tells that it ran into the end of the file.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._left = MAX_RECORD
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self._read_again = 0
        self.ended = False

    def begin(self) -> None:
        """A record is read: the next one may be as long."""
        self._left = MAX_RECORD
        self.taken.clear()

    def go_back(self) -> str:
        """The first line of the record being read; those after it will be read again."""
        first, *others = self.taken
        self._read_again += sum(map(len, others))
        if self._read_again > MAX_READ_AGAIN:
            raise _TooLong
        self._again.extendleft(reversed(others))
        self.ended = False
        return first

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(self._left + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise _TooLong
        # No database of ours keeps it, and no reader sees it.
        line = line.replace("\0", "")
        self.taken.append(line)
        return line


def _as_written(line: str, separator: str) -> list[str]:
    """The cells of a line whose quotes mean nothing; one that stands alone before a cell is a slip."""
    cells = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE))
    return [cell[1:] if cell[:1] == '"' and cell.count('"') == 1 else cell for cell in cells]


def _swallowed(lines: Sequence[str], separator: str) -> bool:
    """Tell whether a record of several lines was closed by the quote of a later one: text follows that quote.

    A quote that is closed as it should be encloses what it encloses, separators and line ends included.
    """
    if len(lines) < 2:
        return False
    try:
        for _record in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error:
        return True
    return False


def _unreadable(number: int) -> str:
    return _(
        "Le fichier ne se lit plus à partir de la ligne %(number)s : un guillemet ouvert n’y est sans doute"
        " jamais refermé. Rien n’a été importé ; corrigez cette ligne et recommencez."
    ) % {"number": number}


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
