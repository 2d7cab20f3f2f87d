"""Read the numbers that people and spreadsheets write. Exact decimals only, never binary floats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from negoce.kit.explain import Parsed, refuse

DecimalMark = Literal[",", ".", "auto"]

MAX_DIGITS = 24
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_CURRENCY = re.compile(r"(?:€|\$|£|\bEUR\b|\bEUROS?\b|\bUSD\b|\bGBP\b|\bCHF\b)", re.IGNORECASE)
_GROUPED_BY_SPACE = re.compile(r"^\d{1,3}(?: \d{3})+(?:[.,]\d*)?$")
_BODY = re.compile(r"^[0-9.,]+$", re.ASCII)
_SCIENTIFIC = re.compile(r"^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$", re.IGNORECASE | re.ASCII)
_DASHES = "-–—−"


def mark_of(language: str) -> Literal[",", "."]:
    """The decimal mark that a reader of a language writes and types."""
    return "," if language == "fr" else "."


def parse_decimal(text: str, decimal_mark: DecimalMark = "auto") -> Parsed[Decimal]:
    """Read ``1 234,56 €``, ``1.234,56``, ``1,234.56``, ``(120)`` (that is -120) or ``-`` (that is 0).

    ``decimal_mark`` says how the column or the reader writes decimals. With ``auto``, ``1.234`` and
    ``1,234`` are refused as ambiguous: they read a thousand times apart. Refusals: ``number.percent``,
    ``number.scientific``, ``number.ambiguous``, ``number.grouping``, ``number.too_long``,
    ``number.unreadable``.
    """
    given = text.strip()
    if not given:
        return Parsed()
    if len(given) > 60:
        return refuse("number.too_long", text=given[:60], max=MAX_DIGITS)
    if "%" in given:
        return refuse("number.percent", text=given)
    body = _CURRENCY.sub("", given)
    return _parse_body(given, body, decimal_mark)


def parse_percent(text: str, decimal_mark: DecimalMark = "auto") -> Parsed[Decimal]:
    """Read ``12,5 %``, ``12,5 % `` or a bare ``12,5`` as percent points: the value is 12.5, not 0.125."""
    given = text.strip()
    if not given:
        return Parsed()
    body = given.removesuffix("%")
    if "%" in body or not body.strip():
        return refuse("number.unreadable", text=given[:60])
    return parse_decimal(body, decimal_mark)


def percent_of(part: Decimal | int, whole: Decimal | int, decimals: int = 2) -> Decimal:
    """Which percentage of the whole the part is (1 of 8 is 12.50), rounded half away from zero; the whole is not 0."""
    return (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _parse_body(given: str, body: str, mark: DecimalMark) -> Parsed[Decimal]:
    spaced = _SPACES.sub(" ", body).strip()
    negative, spaced = _take_sign(spaced)
    if spaced == "" and negative:
        return Parsed(Decimal(0))
    if _SCIENTIFIC.match(spaced):
        return refuse("number.scientific", text=given)
    if " " in spaced and not _GROUPED_BY_SPACE.match(spaced):
        return refuse(
            "number.grouping" if _BODY.match(spaced.replace(" ", "")) else "number.unreadable", text=given
        )
    plain = spaced.replace(" ", "")
    if not _BODY.match(plain) or not any(char.isdigit() for char in plain):
        return refuse("number.unreadable", text=given)
    if sum(char.isdigit() for char in plain) > MAX_DIGITS:
        return refuse("number.too_long", text=given, max=MAX_DIGITS)
    had_spaces = " " in spaced
    unsigned = _read_marks(plain, "spaces" if had_spaces else mark)
    if unsigned in ("number.ambiguous", "number.grouping"):
        return refuse(unsigned, text=given)
    value = Decimal(unsigned)
    return Parsed(-value if negative and value else value)


def _take_sign(body: str) -> tuple[bool, str]:
    """Return whether the text is negative, in any of the ways of accounting, and what is left of it."""
    if body.startswith("(") and body.endswith(")"):
        return True, body[1:-1].strip()
    if body[:1] in _DASHES and body:
        return True, body[1:].strip()
    if body[-1:] in _DASHES and body:
        return True, body[:-1].strip()
    return False, body.removeprefix("+").strip()


def _read_marks(plain: str, mark: str) -> str:
    """Return the digits with a dot as decimal mark, or the code of a refusal."""
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        return _read_two_marks(plain)
    if not commas and not dots:
        return plain
    used = "," if commas else "."
    if commas + dots > 1:
        return _ungroup(plain, used)
    whole, decimals = plain.split(used)
    if mark in ("spaces", used) or len(decimals) != 3 or not 1 <= len(whole) <= 3 or whole[0] == "0":
        return f"{whole or '0'}.{decimals or '0'}"
    return "number.ambiguous" if mark == "auto" else whole + decimals


def _read_two_marks(plain: str) -> str:
    decimal_mark = "," if plain.rfind(",") > plain.rfind(".") else "."
    group_mark = "." if decimal_mark == "," else ","
    if plain.count(decimal_mark) > 1:
        return "number.grouping"
    whole, decimals = plain.split(decimal_mark)
    ungrouped = _ungroup(whole, group_mark)
    return ungrouped if ungrouped == "number.grouping" else f"{ungrouped}.{decimals or '0'}"


def _ungroup(plain: str, mark: str) -> str:
    first, *groups = plain.split(mark)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
        return "number.grouping"
    return first + "".join(groups)


def typed_decimals(
    typed: Mapping[str, str], standing: Mapping[str, Decimal]
) -> tuple[dict[str, Decimal], list[str]]:
    """The value of each key of `standing` as typed, those not typed as they stand; and the keys that cannot be read."""
    values: dict[str, Decimal] = {}
    unreadable: list[str] = []
    for key, before in standing.items():
        value = parse_decimal(typed[key]).value if key in typed else before
        if value is None:
            unreadable.append(key)
        else:
            values[key] = value
    return values, unreadable
