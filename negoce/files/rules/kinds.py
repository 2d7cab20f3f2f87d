"""What a file really is, from its first bytes; its name and its announced type are not believed."""

from __future__ import annotations

from negoce.files.enums import TableKind
from negoce.kit.explain import Parsed, refuse

HEAD_BYTES = 65_536
MAX_TEXT_BYTES = 1_000_000_000
# What a form takes beside its file.
FORM_ROOM = 1_000_000
MAX_WORKBOOK_BYTES = 200_000_000
_UTF_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"\x1f\x8b": "compressed",
    b"7z\xbc\xaf": "compressed",
    b"Rar!": "compressed",
    b"PAR1": "database",
    b"SQLite format 3": "database",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"{\\rtf": "document",
}


def recognise(head: bytes, size: int) -> Parsed[TableKind]:
    """Return how the table is stored, or why the file is none.

    Refusals: ``file.empty``, ``file.is_pdf``, ``file.is_image``, ``file.is_compressed``,
    ``file.is_database``,
    ``file.is_program``, ``file.is_document``, ``file.is_web_page``, ``file.too_large``, ``file.not_a_table``.
    """
    if not size or not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return refuse("file.empty")
    for start, name in _OTHERS.items():
        if head.startswith(start) or (name == "pdf" and start in head[:1024]):
            return refuse(f"file.is_{name}")
    if head.startswith(_ZIP):
        return _limited(TableKind.XLSX, size, MAX_WORKBOOK_BYTES)
    if head.startswith(_OLE):
        return _limited(TableKind.XLS, size, MAX_WORKBOOK_BYTES)
    if head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        return refuse("file.is_compressed")
    if _is_web_page(head):
        return refuse("file.is_web_page")
    if not _is_text(head):
        return refuse("file.not_a_table")
    return _limited(TableKind.TEXT, size, MAX_TEXT_BYTES)


def _limited(kind: TableKind, size: int, most: int) -> Parsed[TableKind]:
    if size > most:
        return refuse("file.too_large", size=size // 1_000_000, max=most // 1_000_000)
    return Parsed(kind)


def _is_web_page(head: bytes) -> bool:
    start = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are a text: in UTF-16 every other byte may be zero, elsewhere none is."""
    if head.startswith(_UTF_BOMS):
        return True
    zeros = head.count(0)
    if zeros:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) <= 0.2 * len(head) or min(even, odd) >= 0.02 * len(head):
            return False
    controls = sum(head.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 12, 13, 26, 27))
    return controls < 0.005 * len(head) + 1
