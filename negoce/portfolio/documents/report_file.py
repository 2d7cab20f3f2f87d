"""A report as a file, CSV or XLSX: its lines, then the totals of the whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.documents.workbook_stream import Style, letters, number_cell, text_cell, workbook_chunks
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.portfolio.enums import ReportFormat
from negoce.portfolio.queries.reports.table import ReportTable
from negoce.ui.charts import Unit

CONTENT_TYPES = {
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.CSV: "text/csv; charset=utf-8",
}
_BOM = "\ufeff"
_WHOLE = frozenset({Unit.NUMBER})
Row = tuple[tuple[str, ...], tuple[Decimal | None, ...]]


def report_file(title: str, table: ReportTable, form: ReportFormat) -> bytes:
    """The bytes of the file, in the language of the moment. Texts stay texts, whatever they hold."""
    if form is ReportFormat.CSV:
        return _csv(table)
    widths = [220] * len(table.groups) + [130] * len(table.measures)
    return b"".join(workbook_chunks(title, _labels(table), widths, [_sheet(table)]))


def _labels(table: ReportTable) -> list[str]:
    units = {Unit.MONEY: " (€)", Unit.PERCENT: " (%)", Unit.DAYS: " (" + _("jours") + ")"}
    measures = [
        f"{label}{units.get(unit, '')}" for label, unit in zip(table.measures, table.units, strict=True)
    ]
    return [*table.groups, *measures]


def _rows(table: ReportTable) -> Iterator[Row]:
    for line in table.lines:
        yield line.names, line.values
    width = len(table.groups)
    yield ((str(_("Total")), *[""] * (width - 1)) if width else ()), table.totals


def _csv(table: ReportTable) -> bytes:
    french = (get_language() or "fr").startswith("fr")
    buffer = StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([neutralise(label) for label in _labels(table)])
    for names, values in _rows(table):
        numbers = (
            _plain(value, unit, french=french) for value, unit in zip(values, table.units, strict=True)
        )
        writer.writerow([*map(neutralise, names), *numbers])
    return buffer.getvalue().encode()


def _plain(value: Decimal | None, unit: Unit, *, french: bool) -> str:
    """Amounts to the cent, counts whole, other numbers with the decimals that they have."""
    if value is None:
        return ""
    if unit in _WHOLE:
        return f"{value:.0f}"
    written = f"{value:.2f}" if unit is Unit.MONEY else format(value.normalize(), "f")
    return written.replace(".", ",") if french else written


def _sheet(table: ReportTable) -> Iterator[Sequence[str]]:
    width = len(table.groups)
    numbers = [number_cell(Style.WHOLE if unit in _WHOLE else Style.AMOUNT) for unit in table.units]
    for line, (names, values) in enumerate(_rows(table), start=2):
        cells = [text_cell(name, f"{letters(at)}{line}") for at, name in enumerate(names)]
        cells += [
            write(value, f"{letters(width + at)}{line}")
            for at, (write, value) in enumerate(zip(numbers, values, strict=True))
        ]
        yield [f'<row r="{line}">', *cells, "</row>"]
