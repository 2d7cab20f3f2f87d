"""Reads what people type for a price agreed with a customer. Pure; refusals are codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from negoce.catalogue.rules.price_values import read_day, read_discount, read_price, read_quantity
from negoce.companies.rules.value_cleaning import clean_line, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark


@dataclass(slots=True)
class AgreedReading:
    """What may be stored, by column, and what is wrong, by the name that was typed under."""

    values: dict[str, object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)


def read_agreed_values(
    raw: Mapping[str, object], today: date, *, for_family: bool, mark: DecimalMark = ","
) -> AgreedReading:
    """Read a price or a discount, from which quantity (0 when empty), the days, the reason.

    Exactly one of price and discount; a whole family takes a discount only.
    """
    found = AgreedReading()
    _keep(found, "price", read_price(raw.get("price", ""), mark))
    _keep(found, "discount", read_discount(raw.get("discount", ""), mark))
    quantity = text_of(raw.get("min_quantity", "")).strip()
    _keep(
        found,
        "min_quantity",
        read_quantity(quantity, mark) if quantity not in ("", "0") else Parsed(Decimal(0)),
    )
    for name in ("starts_on", "ends_on"):
        _keep(found, name, read_day(raw.get(name, ""), today))
    _keep(found, "reason", clean_line(raw.get("reason", ""), 200))
    _judge(found, for_family=for_family)
    return found


def _judge(found: AgreedReading, *, for_family: bool) -> None:
    if {"price", "discount"} & found.findings.keys():
        return
    price, discount = found.values["price"], found.values["discount"]
    if price is not None and discount is not None:
        found.findings["discount"] = Finding("price.price_or_discount", "error")
    elif for_family and price is not None:
        found.findings["price"] = Finding("price.family_price", "error")
    elif price is None and discount is None:
        found.findings["price" if not for_family else "discount"] = Finding("price.required_agreed", "error")
    start, end = found.values.get("starts_on"), found.values.get("ends_on")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        found.findings["ends_on"] = Finding("price.days", "error")


def _keep(found: AgreedReading, name: str, parsed: Parsed[Decimal] | Parsed[date] | Parsed[str]) -> None:
    if parsed.finding is not None:
        found.findings[name] = parsed.finding
    else:
        found.values[name] = parsed.value
