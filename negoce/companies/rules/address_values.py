"""Cleans and checks the values of an address. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.enums import AddressKind
from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, text_of
from negoce.kit.explain import Finding, Parsed, refuse

LABEL_MAX = 100
FIELDS = ("kind", "label", "line1", "line2", "postal_code", "city", "country")


def clean_address(
    values: Mapping[str, object], stored: Mapping[str, object]
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """Return the cleaned values, and the findings by field that refuse one.

    An address needs a use and something to find it by: a line, a postal code or a town.
    """
    cleaned: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    country = text_of(values.get("country") or stored.get("country") or "FR").strip().upper()
    for name, raw in values.items():
        parsed = _read(name, raw, country)
        if parsed.finding is not None and parsed.finding.severity == "error":
            errors[name] = parsed.finding
        else:
            cleaned[name] = "" if parsed.value is None else parsed.value
    whole = {**stored, **cleaned}
    if not errors and not any(whole.get(name) for name in ("line1", "line2", "postal_code", "city")):
        errors["line1"] = Finding("address.empty")
    if not whole.get("kind") and "kind" not in errors:
        errors["kind"] = Finding("text.required")
    if not cleaned.get("country", "FR"):
        cleaned["country"] = "FR"
    return cleaned, errors


def _read(name: str, raw: object, country: str) -> Parsed[object]:
    if name == "kind":
        kind = clean_choice(raw, AddressKind)
        return Parsed(kind.value, kind.finding)
    if name == "label":
        label = clean_line(raw, LABEL_MAX)
        return Parsed(label.value, label.finding)
    if name in FIELDS:
        return read_value(name, raw, country=country)
    return refuse("field.unknown", text=name[:40])
