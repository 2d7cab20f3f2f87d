"""A list as a file, CSV or XLSX, written as it is read: memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.documents.workbook_stream import (
    Cell,
    Style,
    day_cell,
    letters,
    moment_cell,
    number_cell,
    text_cell,
    workbook_chunks,
)
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.export import export_rows, places_of, with_fiction
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.spreadsheet_text import neutralise

Write = Callable[[tuple[Any, ...]], Any]
_BOM = "\ufeff"


class ExportFormat(StrEnum):
    """The files that a list can become."""

    CSV = "csv"
    PLAIN = "plain"
    XLSX = "xlsx"


def csv_chunks(
    spec: ListSpec, form: ExportFormat, public_ids: Sequence[str] | None = None
) -> Iterator[bytes]:
    """The file piece by piece, UTF-8: CSV with a mark, semicolons and the language's decimals, or PLAIN.

    PLAIN has commas, decimal points and ISO dates. Texts that a spreadsheet would run are neutralised.
    """
    spec = with_fiction(spec)
    french = form is ExportFormat.CSV
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    if french:
        buffer.write(_BOM)
    writer.writerow([neutralise(label) for label in _labels(spec)])
    yield _taken(buffer)
    cells = [_text_writer(spec, column, place, french=french) for column, place in _placed(spec)]
    for chunk in export_rows(spec, public_ids):
        writer.writerows([[cell(row) for cell in cells] for row in chunk])
        yield _taken(buffer)


def workbook_chunks_of(spec: ListSpec, public_ids: Sequence[str] | None = None) -> Iterator[bytes]:
    """The list as XLSX, piece by piece. Texts stay texts, whatever they hold."""
    spec = with_fiction(spec)
    widths = [spec.widths.get(column.key) or column.width for column in spec.columns]
    return workbook_chunks(str(spec.definition.label), _labels(spec), widths, _sheet_rows(spec, public_ids))


def _sheet_rows(spec: ListSpec, public_ids: Sequence[str] | None) -> Iterator[list[list[str]]]:
    cells = [
        (letters(at), *_sheet_writer(spec, column, place)) for at, (column, place) in enumerate(_placed(spec))
    ]
    line = 1
    for chunk in export_rows(spec, public_ids):
        rows = []
        for row in chunk:
            line += 1
            written = [write(read(row), f"{name}{line}") for name, read, write in cells]
            rows.append([f'<row r="{line}">', *written, "</row>"])
        yield rows


def _placed(spec: ListSpec) -> Iterator[tuple[Column, int]]:
    return zip(spec.columns, places_of(spec), strict=True)


def _labels(spec: ListSpec) -> list[str]:
    return [str(column.label) for column in spec.columns]


def _taken(buffer: StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def text_of(spec: ListSpec, column: Column) -> Callable[[Any], str]:
    """Writes a stored value of a text-like column, not empty, as the list shows it."""
    if column.kind is ColumnKind.PERSON:
        people = spec.directory.people
        return lambda stored: people[stored].full_name if stored in people else ""
    if column.kind is ColumnKind.YES_NO:
        yes, no = _("oui"), _("non")
        return lambda stored: yes if stored else no
    if column.options is not None:
        labels = {code: str(label) for code, label in column.options(spec.actor)}
        return lambda stored: labels.get(stored, str(stored))
    # Identifiers leave as they are stored: grouped by spaces they would not come back in.
    if column.words is not None and not column.is_code:
        return column.words
    return str


def _whole_name(spec: ListSpec, column: Column, place: int) -> Write | None:
    """A person's name is two values in one column; so are a town and its department."""
    if column.key == spec.definition.quick and column.more_paths:
        return lambda row: f"{row[place + 1]} {row[place]}".strip()
    if column.key == "city" and column.more_paths:
        return lambda row: f"{row[place]} ({row[place + 1]})" if row[place + 1] else row[place]
    return None


def _text_writer(spec: ListSpec, column: Column, place: int, *, french: bool) -> Write:
    kind = column.kind
    whole = _whole_name(spec, column, place)
    if whole is not None:
        return lambda row: neutralise(whole(row) or "")
    if kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        return lambda row: _number(row[place], french=french)
    if kind is ColumnKind.DATE:
        return lambda row: _day(row[place], french=french)
    if kind is ColumnKind.MOMENT:
        return lambda row: _moment(row[place], french=french)
    words = text_of(spec, column)

    def write(row: tuple[Any, ...]) -> str:
        stored = row[place]
        return "" if stored is None or stored == "" else neutralise(words(stored))

    return write


def _number(value: Any, *, french: bool) -> str:
    if value is None:
        return ""
    written = format(value, "f") if isinstance(value, Decimal) else str(value)
    return written.replace(".", ",") if french else written


def _day(value: date | None, *, french: bool) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if french else value.isoformat()


def _moment(value: datetime | None, *, french: bool) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%d/%m/%Y %H:%M}" if french else local.isoformat(timespec="minutes")


def _sheet_writer(spec: ListSpec, column: Column, place: int) -> tuple[Write, Cell]:
    """How the value of a column is read from a row, and how it is written in the sheet."""
    kind = column.kind

    def stored(row: tuple[Any, ...]) -> Any:
        return row[place]

    if kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        decimals = kind is ColumnKind.MONEY or column.decimals
        return stored, number_cell(Style.AMOUNT if decimals else Style.WHOLE)
    if kind is ColumnKind.DATE:
        return stored, day_cell
    if kind is ColumnKind.MOMENT:
        # Sheets know no time zone: the hour is that of the house.
        return lambda row: _naive(row[place]), moment_cell
    whole = _whole_name(spec, column, place)
    if whole is not None:
        return whole, text_cell
    words = text_of(spec, column)
    return lambda row: "" if row[place] is None or row[place] == "" else words(row[place]), text_cell


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else timezone.localtime(moment).replace(tzinfo=None)
