"""Workbooks for tests: ordinary ones, those of an old program, and those that nobody means well with."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

_SECTOR = 512
_END, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An XLSX of one sheet « Clients »."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Clients")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return output.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same archive with some of its parts replaced."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, parts.get(name) or source.read(name))
    return output.getvalue()


def sheet_of_shared_string(text: str, cells: int, start: str = "") -> bytes:
    """A workbook whose one text is used in `cells` rows; `start` stands before the XML of the texts."""
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, cells + 1))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return with_parts(
        workbook([["Nom"]]),
        {
            "xl/sharedStrings.xml": f"{start}<sst {space}><si><t>{text}</t></si></sst>".encode(),
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>".encode(),
        },
    )


def old_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """An XLS (BIFF8) of one sheet « Clients »."""
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = b"Clients"
    end = _record(0x000A, b"")
    bound = 8 + len(name)
    sheet_at = len(_record(0x0809, start)) + len(_record(0x0085, b"x" * bound)) + len(end)
    sheet = [_record(0x0809, start[:2] + b"\x10\x00" + start[4:])]
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            label = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
            sheet.append(_record(0x0204, label))
    bound_sheet = struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name
    stream = _record(0x0809, start) + _record(0x0085, bound_sheet) + end + b"".join(sheet) + end
    return compound_file({"Workbook": stream})


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file, as old programs write them and as a password wraps any workbook."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        # Below 4,096 bytes a stream would stand among the small ones: blanks at its end keep this short.
        padded = content.ljust(max(4096, len(content)), b"\0")
        first, count = len(sectors), -(-len(padded) // _SECTOR)
        sectors += [padded[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(padded), _SECTOR)]
        fat += [*range(first + 1, first + count), _END]
        entries.append(
            _entry(name, 2, first, len(padded), right=number + 1 if number < len(streams) else _FREE)
        )
    directory = b"".join(entries)
    first_of_directory, count = len(sectors), -(-len(directory) // _SECTOR)
    for at in range(0, len(directory), _SECTOR):
        sectors.append(directory[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
    fat += [*range(first_of_directory + 1, first_of_directory + count), _END, _FAT_SECTOR]
    assert len(fat) <= _SECTOR // 4, "one sector of the table is enough for tests"
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, first_of_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", len(sectors)) + b"\xff" * (108 * 4)
    return header + b"".join(sectors) + table


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _entry(name: str, kind: int, first: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
