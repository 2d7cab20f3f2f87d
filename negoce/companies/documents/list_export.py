"""A list as a file: CSV written as it is read, or a workbook through a temporary file; memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.export import export_rows, places_of
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.spreadsheet_text import looks_like_formula, neutralise

Write = Callable[[tuple[Any, ...]], Any]
SheetWrite = Callable[[Any, int, int, tuple[Any, ...]], None]
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
    french = form is ExportFormat.CSV
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    if french:
        buffer.write(_BOM)
    writer.writerow([neutralise(label) for label in _labels(spec)])
    cells = [_text_writer(spec, column, place, french=french) for column, place in _placed(spec)]
    for chunk in export_rows(spec, public_ids):
        yield _taken(buffer)
        writer.writerows([[cell(row) for cell in cells] for row in chunk])
    yield _taken(buffer)


def write_workbook(spec: ListSpec, file: IO[bytes], public_ids: Sequence[str] | None = None) -> int:
    """Write the list as XLSX into an open file; returns the number of rows. Texts stay texts, whatever
    they hold.
    """
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet(str(spec.definition.label)[:31])
    bold = book.add_format({"bold": True})
    for number, label in enumerate(_labels(spec)):
        sheet.write_string(0, number, label, bold)
    sheet.freeze_panes(1, 1)
    cells = [_sheet_writer(spec, book, column, place) for column, place in _placed(spec)]
    for number, column in enumerate(spec.columns):
        sheet.set_column(number, number, max(8, (spec.widths.get(column.key) or column.width) // 8))
    line = 0
    for chunk in export_rows(spec, public_ids):
        for row in chunk:
            line += 1
            for number, write in enumerate(cells):
                write(sheet, line, number, row)
    book.close()
    return line


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


def _sheet_writer(spec: ListSpec, book: Any, column: Column, place: int) -> SheetWrite:
    kind = column.kind
    if kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        decimals = kind is ColumnKind.MONEY or column.decimals
        return _sheet_value(book, "#,##0.00" if decimals else "#,##0", place, "write_number", _as_stored)
    if kind is ColumnKind.DATE:
        return _sheet_value(book, "dd/mm/yyyy", place, "write_datetime", _as_stored)
    if kind is ColumnKind.MOMENT:
        return _sheet_value(book, "dd/mm/yyyy hh:mm", place, "write_datetime", _naive)
    return _sheet_text(spec, book, column, place)


def _sheet_value(book: Any, pattern: str, place: int, method: str, made: Callable[[Any], Any]) -> SheetWrite:
    style = book.add_format({"num_format": pattern})

    def write(sheet: Any, line: int, at: int, row: tuple[Any, ...]) -> None:
        if row[place] is not None:
            getattr(sheet, method)(line, at, made(row[place]), style)

    return write


def _as_stored(value: Any) -> Any:
    return value


def _naive(moment: datetime) -> datetime:
    """Workbooks know no time zone: the hour is that of the house."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _sheet_text(spec: ListSpec, book: Any, column: Column, place: int) -> SheetWrite:
    # Stays a text even when the person edits the cell or saves the sheet as CSV.
    quoted = book.add_format({"quote_prefix": True})
    whole = _whole_name(spec, column, place)
    words = text_of(spec, column)

    def write(sheet: Any, line: int, at: int, row: tuple[Any, ...]) -> None:
        stored = whole(row) if whole is not None else row[place]
        if stored is None or stored == "":
            return
        text = (stored if whole is not None else words(stored))[:32_767]
        if looks_like_formula(text):
            sheet.write_string(line, at, text, quoted)
        else:
            sheet.write_string(line, at, text)

    return write
