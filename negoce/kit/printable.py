"""Text on its way to paper: whatever people typed, only characters that our fonts draw are left.

An archival PDF is refused as a whole for one character without a glyph, and a mark that turns the direction of
writing could make an amount read backwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from negoce.kit.font_coverage import drawn_characters

FONTS = Path(__file__).parent / "fonts"
# Stands for a character that cannot be drawn.
MISSING = "\u25a1"
LONGEST_WORD = 20
PIECE = 6
ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]{{{LONGEST_WORD + 1},}}")
_MISSING_RUN = re.compile(rf"{MISSING}+")


class _Marks(dict[int, str]):
    """What each character becomes, worked out when first met."""

    def __init__(self, drawn: frozenset[int]) -> None:
        super().__init__({ord("\n"): "\n", ord(ZERO_WIDTH_SPACE): ZERO_WIDTH_SPACE})
        self._drawn = drawn

    def __missing__(self, code: int) -> str:
        self[code] = mark = self._mark(code)
        return mark

    def _mark(self, code: int) -> str:
        char = chr(code)
        kind = unicodedata.category(char)
        if char == "\t" or kind in ("Zl", "Zp"):
            return " "
        if kind in ("Cc", "Cf", "Cs"):
            return ""
        if code in self._drawn:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and all(ord(each) in self._drawn for each in plain):
            return plain
        # A plain space in place of a rare one; an accent or a variant that cannot be put on its letter goes.
        return " " if kind == "Zs" else "" if kind.startswith("M") else MISSING


@cache
def _marks() -> _Marks:
    fonts = [drawn_characters(path) for path in sorted(FONTS.glob("*.ttf"))]
    return _Marks(frozenset.intersection(*fonts))


def printable(text: str) -> str:
    """Return the text with what our fonts draw; line ends stay, `□` stands for what they do not.

    Words of more than 20 characters may be broken (a space of no width every 6 characters).
    """
    if text.isascii() and text.isprintable():
        return _breakable(text)
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    marked = composed.translate(_marks())
    return _breakable(_MISSING_RUN.sub(MISSING, marked))


def printable_data(value: object) -> object:
    """Return data (mappings, sequences, texts, numbers) with each of its texts made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: printable_data(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [printable_data(each) for each in value]
    return value


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(_broken, text) if len(text) > LONGEST_WORD else text


def _broken(word: re.Match[str]) -> str:
    return breakable(word[0])


def breakable(text: str) -> str:
    """Return the text with places every 6 characters where a line may end."""
    return ZERO_WIDTH_SPACE.join(text[start : start + PIECE] for start in range(0, len(text), PIECE))
