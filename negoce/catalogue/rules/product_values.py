"""Reads what people type for a product into what is stored. Pure; refusals are codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from negoce.catalogue.enums import ProductKind, VatCategory
from negoce.catalogue.rules.price_values import read_price
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.units import UNIT_CODES
from negoce.catalogue.rules.vat_rates import check_vat
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs, text_of
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import DecimalMark
from negoce.kit.text import name_key

# `family` is a link, which the action resolves; `vat` is the category and the rate together, as « S:20 ».
EDITABLE = (
    "code", "label", "family", "kind", "unit", "price", "cost", "vat", "description",
)  # fmt: skip
REQUIRED = frozenset({"code", "label", "kind", "unit", "vat"})


@dataclass(slots=True)
class ProductReading:
    """What may be stored, by column, and what is wrong, by the name that was typed under."""

    values: dict[str, object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)


def read_product_values(
    raw: Mapping[str, object],
    today: date,
    *,
    stored: VatGroup | None = None,
    unit: str = "",
    mark: DecimalMark = ",",
) -> ProductReading:
    """Read raw values by name; a name that is not editable is refused.

    A VAT rate must exist `today`; the group `stored` and the `unit` a product has already are left in peace.
    """
    found = ProductReading()
    for name, given in raw.items():
        if name == "vat":
            _read_vat(text_of(given), today, stored, found)
        elif name == "unit":
            _keep(found, name, _unit(given, unit))
        elif name in _READERS:
            _keep(found, name, _READERS[name](given, mark))
        elif name != "family":
            found.findings[name] = Finding("field.unknown", "error", {"text": name[:40]})
    for name in REQUIRED & raw.keys():
        if not text_of(raw[name]).strip():
            found.findings[name] = Finding("product.required", "error")
    if "label" in found.values:
        found.values["label_key"] = name_key(str(found.values["label"]))[:200]
    return found


def vat_text(group: VatGroup) -> str:
    """A category and its rate as one choice: « S:5.5 »."""
    return f"{group.category.value}:{group.rate.normalize():f}"


def _keep(found: ProductReading, name: str, parsed: Parsed[str] | Parsed[Decimal]) -> None:
    if parsed.finding is not None:
        found.findings[name] = parsed.finding
    else:
        found.values[name] = parsed.value


def _unit(given: object, stored: str) -> Parsed[str]:
    code = text_of(given).strip()
    known = code in UNIT_CODES or code == stored or not code
    return Parsed(code) if known else refuse("choice.unknown", text=code[:40])


def _read_vat(text: str, today: date, stored: VatGroup | None, found: ProductReading) -> None:
    category, _colon, rate = text.partition(":")
    try:
        group = VatGroup(VatCategory(category), Decimal(rate))
    except (ValueError, InvalidOperation):
        found.findings["vat"] = Finding("choice.unknown", "error", {"text": text[:40]})
        return
    finding = None if group == stored else check_vat(group, today)
    if finding is not None:
        found.findings["vat"] = finding
        return
    found.values |= {"vat_category": group.category.value, "vat_rate": group.rate}


_READERS: Mapping[str, Callable[[object, DecimalMark], Parsed[str] | Parsed[Decimal]]] = {
    "code": lambda given, _mark: clean_line(given, 40),
    "label": lambda given, _mark: clean_line(given, 200),
    "kind": lambda given, _mark: clean_choice(given, ProductKind),
    "price": lambda given, mark: read_price(given, mark),
    "cost": lambda given, mark: read_price(given, mark),
    "description": lambda given, _mark: clean_paragraphs(given, 4_000),
}
