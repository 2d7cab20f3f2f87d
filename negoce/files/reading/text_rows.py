"""Reads text files as they come, without holding them in memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
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
        number = 1
        while True:
            try:
                cells = next(records)
            except StopIteration:
                return
            except (csv.Error, _TooLong) as problem:
                raise Refused(_unreadable(number)) from problem
            lines.begin()
            if layout.mend:
                cells = [mend(cell) for cell in cells]
            yield TableRow(number, tuple(cells))
            number = records.line_num + 1


class _TooLong(Exception):
    """A record that no table has: reading it whole would take all the memory there is."""


class _Lines:
    """The lines of a text, as long as each record stays under MAX_RECORD characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._left = MAX_RECORD

    def begin(self) -> None:
        """A record is read: the next one may be as long."""
        self._left = MAX_RECORD

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise _TooLong
        # No database of ours keeps it, and no reader sees it.
        return line.replace("\0", "")


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
