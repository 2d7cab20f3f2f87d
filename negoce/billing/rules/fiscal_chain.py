"""What is fixed when a document is issued: its canonical text, its number, and the digest that chains it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from negoce.kit.worked import CannotWork

YEAR = "{year}"
LONGEST_NUMBER = 35
_SEPARATOR = "\n"
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/")


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one text of a content: keys in order, no spaces; amounts and dates must be texts already.

    Raises TypeError for a value that JSON does not hold without loss.
    """
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_refuse, allow_nan=False
    )


def _refuse(value: object) -> Any:
    raise TypeError(f"{type(value).__name__} has no canonical form here")


def chain_digest(*, previous: str, series: str, number: str, issued_on: date, content: str) -> str:
    """Return the SHA-256, in hexadecimal, of a document of a series, which covers the digest before it."""
    parts = (previous, series, number, issued_on.isoformat(), content)
    # Lengths first, so that no text can pass for the end of one part and the beginning of the next.
    told = _SEPARATOR.join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(told.encode()).hexdigest()


def counted_year(prefix: str, issued_on: date) -> int:
    """Return the year whose counter numbers a document; 0 when the series does not start anew each year."""
    return issued_on.year if YEAR in prefix else 0


def write_number(prefix: str, digits: int, *, year: int, sequence: int) -> str:
    """Return a number such as ``F2026-00012``."""
    return f"{prefix.replace(YEAR, str(year))}{sequence:0{digits}d}"


def check_prefix(prefix: str, digits: int) -> None:
    """Raise CannotWork for a prefix that platforms refuse (XP Z12-012, BR-FR-01 and 02) or that holds no order."""
    plain = prefix.replace(YEAR, "2026")
    if not plain or not set(plain) <= _ALLOWED:
        raise CannotWork("series.prefix_characters", prefix=prefix[:20])
    if plain[-1].isdigit():
        raise CannotWork("series.prefix_ends_in_digit", prefix=prefix[:20])
    if not 3 <= digits <= 9:
        raise CannotWork("series.digits", digits=digits)
    if len(plain) + digits > LONGEST_NUMBER:
        raise CannotWork("series.prefix_length", most=LONGEST_NUMBER)
