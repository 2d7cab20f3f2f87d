"""A workbook of one sheet written as it is read: a ZIP of XML that needs neither memory nor a temporary file.

ECMA-376: only what Excel, LibreOffice and the readers of Python need. Texts are inline: nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from html import escape
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from negoce.companies.rules.spreadsheet_text import looks_like_formula

# What a sheet holds at most, head included.
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_ZERO = date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

Cell = Callable[[Any, str], str]


class Style(IntEnum):
    """The rank of each format in the sheet of styles."""

    PLAIN = 0
    BOLD = 1
    AMOUNT = 2
    WHOLE = 3
    DAY = 4
    MOMENT = 5
    QUOTED = 6


def text_cell(value: Any, place: str) -> str:
    """A text that stays one, whatever it holds; nothing for an empty one."""
    if not value:
        return ""
    text = value[:MAX_TEXT]
    if _NOT_XML.search(text):
        text = _NOT_XML.sub("", text)
    style = f' s="{Style.QUOTED:d}"' if looks_like_formula(text) else ""
    written = escape(text, quote=False)
    return f'<c r="{place}" t="inlineStr"{style}><is><t xml:space="preserve">{written}</t></is></c>'


def number_cell(style: Style) -> Cell:
    """Writes numbers in a format."""

    def write(value: Decimal | int | None, place: str) -> str:
        return "" if value is None else f'<c r="{place}" s="{style:d}"><v>{value}</v></c>'

    return write


def day_cell(value: date | None, place: str) -> str:
    """A day, as the sheet counts them."""
    return "" if value is None else f'<c r="{place}" s="{Style.DAY:d}"><v>{(value - _DAY_ZERO).days}</v></c>'


def moment_cell(value: datetime | None, place: str) -> str:
    """A moment without a time zone."""
    if value is None:
        return ""
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    serial = (value.date() - _DAY_ZERO).days + seconds / 86_400
    return f'<c r="{place}" s="{Style.MOMENT:d}"><v>{serial:.6f}</v></c>'


def workbook_chunks(
    name: str, labels: Sequence[str], widths: Sequence[int], chunks: Iterable[Iterable[Sequence[str]]]
) -> Iterator[bytes]:
    """The file piece by piece. `chunks` give rows, each as the pieces of its XML."""
    sink: Any = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=1) as book:
        for path, content in _fixed_parts(name).items():
            book.writestr(path, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_sheet_head(labels, widths).encode())
            yield sink.taken()
            for rows in chunks:
                sheet.write("".join(["".join(row) for row in rows]).encode())
                yield sink.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield sink.taken()


def letters(number: int) -> str:
    """The name of a column, from 0: A, B… Z, AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Sink:
    """Where the ZIP is written, and whence it is taken away as it comes."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content


def _sheet_head(labels: Sequence[str], widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{max(8, width / 8):.1f}" customWidth="1"/>'
        for at, width in enumerate(widths, 1)
    )
    head = "".join(
        text_cell(label, f"{letters(at)}1").replace(" t=", f' s="{Style.BOLD:d}" t=', 1)
        for at, label in enumerate(labels)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        f'</sheetView></sheetViews><cols>{columns}</cols><sheetData><row r="1">{head}</row>'
    )


def _fixed_parts(name: str) -> dict[str, str]:
    title = escape(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    part = '<Override PartName="/xl/{}" ContentType="' + types + '.{}+xml"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + part.format("workbook.xml", "sheet.main")
        + part.format("worksheets/sheet1.xml", "worksheet")
        + part.format("styles.xml", "styles")
        + "</Types>",
        "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _links(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": _styles(),
    }


def _links(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _styles() -> str:
    formats = (
        'numFmtId="0" xfId="0"',
        'numFmtId="0" fontId="1" applyFont="1" xfId="0"',
        'numFmtId="4" applyNumberFormat="1" xfId="0"',
        'numFmtId="3" applyNumberFormat="1" xfId="0"',
        'numFmtId="164" applyNumberFormat="1" xfId="0"',
        'numFmtId="165" applyNumberFormat="1" xfId="0"',
        'numFmtId="49" applyNumberFormat="1" quotePrefix="1" xfId="0"',
    )
    cells = "".join(f"<xf {one}/>" for one in formats)
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/>'
        '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
