"""Searching inside a thread: accents and case ignored, on both databases, without an index of its own."""

from __future__ import annotations

import re

from negoce.kit.text import fold

LONGEST = 80
_LIKE = {
    "a": "aàâäáãåAÀÂÄÁÃÅ",
    "c": "cçCÇ",
    "e": "eéèêëEÉÈÊË",
    "i": "iîïíìIÎÏÍÌ",
    "n": "nñNÑ",
    "o": "oôöóòõOÔÖÓÒÕ",
    "u": "uùûüúUÙÛÜÚ",
    "y": "yÿýYŸÝ",
    "'": "'’",
    " ": " \u00a0\u202f",
}


def folded_pattern(search: str) -> str:
    """The regular expression that finds a text whatever its accents and case; empty for an empty text.

    A thread is a few hundred rows of one company: they are read through its index, then compared.
    """
    text = fold(search[:LONGEST])
    pattern = "".join(f"[{_LIKE[char]}]" if char in _LIKE else _quoted(char) for char in text)
    return pattern.replace("[oôöóòõOÔÖÓÒÕ][eéèêëEÉÈÊË]", "(?:œ|Œ|[oôöóòõOÔÖÓÒÕ][eéèêëEÉÈÊË])")


def _quoted(char: str) -> str:
    """The character itself, as Python and PostgreSQL both read it."""
    return re.escape(char) if char.isascii() else char
