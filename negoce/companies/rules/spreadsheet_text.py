"""Text that a spreadsheet must not take for a formula. Pure."""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell that holds this text, spaces before it or not."""
    return text.startswith(_DANGEROUS) or text.lstrip(" \u00a0\u200b").startswith(_DANGEROUS)


def neutralise(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it, so that it stays a
    text.
    """
    return _MARK + text if looks_like_formula(text) else text
