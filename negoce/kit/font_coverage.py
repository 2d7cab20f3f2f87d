"""Which characters a font can draw: read from its own table, so that no list of ours can go stale."""

from __future__ import annotations

import struct
from pathlib import Path


def drawn_characters(font: Path) -> frozenset[int]:
    """Return the code points that a TrueType font has a glyph for. Raises ValueError when its table is missing."""
    content = font.read_bytes()
    table = _table(content, b"cmap")
    (count,) = struct.unpack_from(">H", content, table + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">L", content, table + 4 + 8 * index + 4)
        (layout,) = struct.unpack_from(">H", content, table + offset)
        if layout == 4:
            found |= _segments(content, table + offset)
        elif layout == 12:
            found |= _groups(content, table + offset)
    return frozenset(found)


def _table(content: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for index in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _segments(content: bytes, start: int) -> set[int]:
    """Format 4: runs of the first 65,536 code points."""
    count = struct.unpack_from(">H", content, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", content, start + 14)
    starts = struct.unpack_from(f">{count}H", content, start + 16 + 2 * count)
    return {
        code
        for first, last in zip(starts, ends, strict=True)
        if first != 0xFFFF
        for code in range(first, last + 1)
    }


def _groups(content: bytes, start: int) -> set[int]:
    """Format 12: runs of all code points."""
    (count,) = struct.unpack_from(">L", content, start + 12)
    found: set[int] = set()
    for index in range(count):
        first, last, _glyph = struct.unpack_from(">LLL", content, start + 16 + 12 * index)
        found.update(range(first, last + 1))
    return found
