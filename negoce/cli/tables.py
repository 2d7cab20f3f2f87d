"""Reads a table that somebody hands to a command: any usual encoding and separator, every value as text."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import polars

Table = dict[str, list[str]]
_LARGEST = 1 << 30
_LONGEST_FIELD = 1 << 20
_SEPARATORS = ",;\t|"
# Excel's own way to name the separator, before the header.
_TOLD = re.compile(r"\s*sep=([,;\t|])\s*?\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
# What stands in a row, never in a header: a number, a date, an e-mail.
_VALUE = re.compile(r"[+-]?\d[\d\s.,/-]*|[^@\s]+@[^@\s]+\.\w+")


class NotATable(Exception):
    """The file cannot be read as a table; the message says why."""


def read_table(source: Path) -> Table:
    """The columns of a CSV file (`.gz` too) or a Parquet file. Raises NotATable."""
    try:
        if source.suffix == ".parquet":
            return _from_parquet(source)
        return _from_text(_unpacked(source))
    except (OSError, EOFError, zlib.error, csv.Error, polars.exceptions.PolarsError) as problem:
        raise NotATable(f"{source} cannot be read as a table: {problem}") from problem
    except NotATable as problem:
        raise NotATable(f"{source} cannot be read as a table: {problem}") from None


def _from_parquet(source: Path) -> Table:
    table = polars.read_parquet(source)
    return {
        name: ["" if value is None else str(value) for value in table[name].to_list()]
        for name in table.columns
    }


def _unpacked(source: Path) -> bytes:
    with source.open("rb") as packed:
        stream = gzip.GzipFile(fileobj=packed) if source.suffix == ".gz" else packed
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise NotATable("it is larger than 1 GB.")
    return content


def _from_text(content: bytes) -> Table:
    text = _decoded(content)
    if not text.strip():
        raise NotATable("it is empty. A first line with the names of columns is needed.")
    csv.field_size_limit(_LONGEST_FIELD)
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text.lstrip("\r\n")
    separator = told.group(1) if told else _separator(text)
    # A quotation mark that is never closed would swallow the rest of the file: then they are letters like others.
    stream = io.StringIO(text, newline="")
    if text.count('"') % 2:
        rows = csv.reader(stream, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(stream, delimiter=separator)
    header = _header(next(rows))
    columns: list[list[str]] = [[] for _name in header]
    for row in rows:
        if not any(row):
            continue
        # A row too short is silent about the rest; cells past the last column have no name.
        for place, column in enumerate(columns):
            column.append(row[place].strip() if place < len(row) else "")
    return dict(zip(header, columns, strict=True))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").replace("\0", "")
    head = content[:4096]
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Without its mark, UTF-16 is told by one zero in every two bytes.
        if head[start::2].count(0) * 2 > len(head[start::2]) and 0 not in head[1 - start :: 2]:
            return content.decode(encoding, errors="replace")
    if head.count(0) * 100 > len(head):
        raise NotATable("it is not a text.")
    try:
        return content.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").replace("\0", "")


def _separator(text: str) -> str:
    first = _QUOTED.sub("", text.lstrip().partition("\n")[0])
    return max(_SEPARATORS, key=lambda each: (first.count(each), each == ","))


def _header(cells: Sequence[str]) -> Sequence[str]:
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell.strip() or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    values = [name for name in names if _VALUE.fullmatch(name)]
    if values:
        raise NotATable(
            f"its first line holds values ({values[0]}): it must name the columns. Add a line such as id,name,city."
        )
    return names
