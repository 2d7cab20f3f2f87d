"""Columns whose amounts stand in thousands or millions of euros: « C.A. (k€) », « CA en milliers d’euros ». Pure.

A mapping says so behind its field: ``turnover*1000``. Without a mark, the name of the column decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from negoce.kit.numbers import parse_decimal

FACTORS = (1, 1_000, 1_000_000)
_LONGEST_NAME = 160
_MONEY = r"(?:€|eur(?:os?)?|euros?|\$|usd|£|gbp|chf)"
_IN_WORDS = r"(?:milliers?|thousands?|millions?)"
_UNIT = re.compile(
    rf"[\s(\[,;:/–—-]\s*(?:en\s+|in\s+)?(?:(?P<short>[km])\s?{_MONEY}|{_MONEY}?\s?(?P<words>{_IN_WORDS})"
    rf"(?:\s+(?:of\s+|d[’' ]?\s?|de\s+)?{_MONEY})?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)


def split_unit(name: str) -> tuple[str, int]:
    """Return the name of a column without its unit, and how many euros one unit is: « CA (k€) » → ``("CA", 1000)``."""
    # The length first: a hostile header is made of spaces.
    found = _UNIT.search(name) if len(name) <= _LONGEST_NAME else None
    if found is None or not name[: found.start()].strip():
        return name, 1
    told = (found["short"] or found["words"]).lower()
    factor = 1_000 if told.startswith(("k", "millier", "thousand")) else 1_000_000
    return name[: found.start()].strip(), factor


def parted(told: str) -> tuple[str, int | None]:
    """Return the field and the factor of a mapped column; None where the mapping leaves it to the column's name."""
    key, _star, factor = told.partition("*")
    return key, int(factor) if factor.isascii() and factor.isdigit() and int(factor) in FACTORS else None


def with_unit(told: str, column: str, amounts: Collection[str]) -> str:
    """Return what a mapping keeps of a column: its field, with a factor where amounts are not told in euros.

    `amounts` are the fields that hold amounts: no other takes a factor.
    """
    key, factor = parted(told)
    if key not in amounts:
        return key
    usual = split_unit(column)[1]
    chosen = usual if factor is None else factor
    return f"{key}*{chosen}" if chosen != 1 or usual != 1 else key


def scaled(cells: Mapping[str, str], factors: Mapping[str, int]) -> Mapping[str, str]:
    """Return the cells with the amounts of these fields in euros: ``1,5`` in thousands is ``1500,0``.

    What is no number stays as it came.
    """
    changed = dict(cells)
    for key, factor in factors.items():
        if key in cells and (amount := parse_decimal(cells[key], ",").value) is not None:
            changed[key] = f"{amount * factor:f}".replace(".", ",")
    return changed
