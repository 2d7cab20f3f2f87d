"""Reads cells of a hostile table: blanks, numbers, dates, names of levels."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

Table = dict[str, list[str]]
# Never asked, or lost on the way.
_BLANK = frozenset({"", "nan", "null", "n/a", "na", "#n/a", "-", "?", "nd", "n/d", "<na>"})
# Asked, and left as it was: the first line of a list that nobody opened. Not the same as never asked.
_NOT_ANSWERED = frozenset(
    {
        "select",
        "select...",
        "select…",
        "please select",
        "choose",
        "selectionner",
        "choisir",
        "a choisir",
        "selectionnez",
    }
)
BLANK, NOT_ANSWERED = "", "not answered"
_LONGEST = 120
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?")
# Thousands apart by one sign, and decimals after the other one or none at all: 1.234,56 and 1,234.56.
_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d*|[+-]?\d{1,3}(\.\d{3}){2,}")
_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d*|[+-]?\d{1,3}(,\d{3}){2,}")
_BETWEEN = re.compile(r"[\s\u00a0\u202f'\u2019€$£%]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([Tt\s].*)?")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(\s.*)?")
_LARGEST = 1e15


def plain(text: str) -> str:
    """Small letters without accents, blanks folded: how names and levels are compared."""
    spread = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    return " ".join("".join(each for each in spread if not unicodedata.combining(each)).split())


@lru_cache(maxsize=100_000)
def level(text: str) -> str:
    """The level a cell names: BLANK, NOT_ANSWERED, or its plain text."""
    found = plain(text)
    if found in _BLANK:
        return BLANK
    return NOT_ANSWERED if found in _NOT_ANSWERED else found


@lru_cache(maxsize=100_000)
def number(text: str) -> float | None:
    """A number in French or English writing, with % or a currency; None when it is none.

    One comma alone is a decimal one, as in French: 1,234 is a little more than one.
    """
    bare = _BETWEEN.sub("", text[:_LONGEST]).replace("\u2212", "-").casefold()
    if _POINTS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _COMMAS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif "." not in bare:
        bare = bare.replace(",", ".")
    if not _NUMBER.fullmatch(bare):
        return None
    value = float(bare)
    return value if abs(value) <= _LARGEST else None


@lru_cache(maxsize=100_000)
def day(text: str) -> float | None:
    """The ordinal of a day (2026-01-31 or 31/01/2026), None when it is none."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_FRENCH, (3, 2, 1))):
        found = pattern.fullmatch(text.strip()[:_LONGEST])
        if found:
            try:
                year, month, of_month = (int(found.group(place)) for place in order)
                return float(date(year, month, of_month).toordinal())
            except ValueError:
                return None
    return None
