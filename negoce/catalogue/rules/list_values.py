"""Reads what people type for a price list. Pure; refusals are codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from negoce.catalogue.rules.price_values import read_day
from negoce.companies.enums import CompanyKind
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, text_of
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import DecimalMark, parse_percent

MOST_PRIORITY = 999
LOWEST_CHANGE, HIGHEST_CHANGE = Decimal(-99), Decimal(900)


@dataclass(slots=True)
class ListReading:
    """What may be stored, by column, and what is wrong, by the name that was typed under."""

    values: dict[str, object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)


def read_list_values(
    raw: Mapping[str, object], today: date, stored: tuple[date | None, date | None] = (None, None)
) -> ListReading:
    """Read a name, a kind of customer (empty: all), two days, a priority and whether it is in use."""
    found = ListReading()
    for name, given in raw.items():
        parsed = _read(name, given, today)
        if parsed.finding is not None:
            found.findings[name] = parsed.finding
        else:
            found.values[name] = parsed.value
    if "name" in raw and "name" not in found.findings and not found.values["name"]:
        found.findings["name"] = Finding("product.required", "error")
    start, end = (
        found.values.get(key, kept) for key, kept in zip(("starts_on", "ends_on"), stored, strict=True)
    )
    if isinstance(start, date) and isinstance(end, date) and start > end:
        found.findings["ends_on"] = Finding("price.days", "error")
    return found


def read_change_percent(given: object, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read by how many percent points prices change: « 3,5 », « +3,5 % », « -2 »; empty is 0.

    Refusals: those of `parse_percent`, ``price_list.change_range``.
    """
    text = text_of(given).strip()
    parsed = parse_percent(text, mark)
    if parsed.finding is not None:
        return parsed
    value = parsed.value or Decimal(0)
    if not LOWEST_CHANGE <= value <= HIGHEST_CHANGE:
        return refuse("price_list.change_range", text=text[:30], low=LOWEST_CHANGE, high=HIGHEST_CHANGE)
    return Parsed(value)


def _read(name: str, given: object, today: date) -> Parsed[object]:
    if name == "name":
        return _as_object(clean_line(given, 80))
    if name == "customer_kind":
        return _as_object(clean_choice(given, CompanyKind))
    if name in ("starts_on", "ends_on"):
        return _as_object(read_day(given, today))
    if name == "priority":
        return _priority(text_of(given).strip())
    if name == "is_active":
        return Parsed(bool(given))
    return refuse("field.unknown", text=name[:40])


def _priority(text: str) -> Parsed[object]:
    digits = text.removeprefix("-")
    if not text:
        return Parsed(0)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) <= MOST_PRIORITY):
        return refuse("price_list.priority", text=text[:20], max=MOST_PRIORITY)
    return Parsed(int(text))


def _as_object(parsed: Parsed[str] | Parsed[date]) -> Parsed[object]:
    return Parsed(parsed.value, parsed.finding)
