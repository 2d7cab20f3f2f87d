"""Text that a spreadsheet must not take for a formula. Pure."""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Spaces of every width and marks without any: some spreadsheets pass over them.
_PASSED_OVER = (
    " \u00a0\u1680\u2007\u2009\u200a\u202f\u205f\u3000\x0b\x0c\x85\u2028\u2029"
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)
_MARK = "'"


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell that holds this text, spaces before it or not."""
    return text.startswith(_DANGEROUS) or text.lstrip(_PASSED_OVER).startswith(_DANGEROUS)


def neutralise(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it, so that it stays a
    text.
    """
    return _MARK + text if looks_like_formula(text) else text
