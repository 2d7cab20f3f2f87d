"""How the text of a file is written, and texts that were read wrongly once before."""

from __future__ import annotations

import re
from collections import Counter

ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso-8859-15", "mac-roman", "cp850")
# The first wins where nothing tells them apart.
_EIGHT_BITS = ("cp1252", "mac-roman", "cp850")
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# é, è, à, ç, ê, î, ô, °, ’, œ… written in UTF-8 and read as cp1252.
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|Â[\u00a0-\u00bf]|â€[\u0080-\u00bf\u0152-\u2122]|Å[\u201c\u2019\u00a0-\u00bf]"
)
_ACCENTED = re.compile("[À-ÖØ-öø-ÿŒœ]")
_WHOLE_WORDS_SEEN = 3


def guess_encoding(head: bytes, whole_is_utf8: bool) -> str:
    """Return the encoding of a file from its first bytes, and from whether all of it is valid UTF-8."""
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding
    if head.count(0) > 0.2 * len(head):
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return "utf-8" if whole_is_utf8 else _guess_eight_bits(head)


def _guess_eight_bits(head: bytes) -> str:
    """One byte a letter: the encoding in which those beyond ASCII are most the letters that French writes."""
    strange = Counter(byte for byte in head if byte >= 0x80)

    def likeness(encoding: str) -> int:
        return sum(
            times * _likeness_of(bytes((byte,)).decode(encoding, errors="replace"))
            for byte, times in strange.items()
        )

    return max(_EIGHT_BITS, key=likeness)


def _likeness_of(letter: str) -> int:
    if letter in "éèêàçùôîâûëïœ":
        return 2
    return 1 if letter in "ÉÈÊÀÇÔÎ’«»°€–\u00a0" else -1


def mark_length(head: bytes) -> int:
    """Return how many bytes the mark at the beginning takes."""
    return next((len(mark) for mark in _BOMS if head.startswith(mark)), 0)


def looks_misread(text: str) -> bool:
    """Tell whether a text is UTF-8 that was read as cp1252 and saved so: « SociÃ©tÃ© »."""
    found = _MOJIBAKE.findall(text)
    if len(found) < min(_WHOLE_WORDS_SEEN, max(1, len(text) // 200)):
        return False
    # « Ã » and « Â » are letters too: in a sound text most accented letters stand outside such pairs.
    return 2 * len(found) >= len(_ACCENTED.findall(text)) - len(found)


def mend(text: str) -> str:
    """Undo a wrong reading, piece by piece; what cannot be undone stays as it is."""
    if _MOJIBAKE.search(text) is None:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return _MENDABLE.sub(_mend_piece, text)


_MENDABLE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)


def _mend_piece(found: re.Match[str]) -> str:
    piece = found.group()
    data = b"".join(_byte_of(char) for char in piece)
    for length in range(len(data), 1, -1):
        try:
            return data[:length].decode("utf-8") + piece[length:]
        except UnicodeError:
            continue
    return piece


def _byte_of(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeError:
        # The five bytes that cp1252 leaves free come through as control characters.
        return char.encode("latin-1")
