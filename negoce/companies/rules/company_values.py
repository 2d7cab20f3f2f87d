"""Cleans and checks the values of a company as people, files and programs give them (F1). Pure.

`clean_company` reads each given value; `derive_company` works out what follows from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import cast

from negoce.companies.enums import (
    ActivityCodeVersion,
    BuyerType,
    CompanyKind,
    DirectoryNeed,
    OriginChannel,
    PublicBodyKind,
    Relation,
)
from negoce.companies.rules.activity_codes import parse_activity_code
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.headcount_bands import parse_headcount_band
from negoce.companies.rules.identifiers import parse_siren, parse_siret, parse_vat_number
from negoce.companies.rules.legal_forms import parse_legal_form
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.postal_codes import parse_postal_code
from negoce.companies.rules.service_codes import clean_service_codes
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_url,
    clean_whole,
    strip_invisible,
    text_of,
)
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import DecimalMark

MAX_COUNT = 2_000_000_000
MAX_HEADCOUNT = 5_000_000
MAX_AMOUNT = Decimal("99999999999999")
LINES = {"name": 200, "trade_name": 200, "group_name": 200, "origin_detail": 200, "city": 100}
ADDRESS_LINES = {"line1": 200, "line2": 200}
PARAGRAPHS = {"equipment": 2000, "methods": 2000, "note": 4000}
COUNTS = ("establishments_count", "points_of_sale_count", "production_surface", "storage_surface")
AMOUNTS = ("turnover", "balance_sheet_total")
PHONES = ("phone", "fax")
CHOICES = {
    "kind": CompanyKind,
    "relation": Relation,
    "buyer_type": BuyerType,
    "public_body_kind": PublicBodyKind,
    "service_code_need": DirectoryNeed,
    "commitment_need": DirectoryNeed,
    "origin_channel": OriginChannel,
    "activity_code_version": ActivityCodeVersion,
}
LINKS: Mapping[str, tuple[str, ...]] = {
    "website": (),
    "linkedin": ("linkedin.com",),
    "facebook": ("facebook.com", "fb.com"),
    "instagram": ("instagram.com",),
}
REQUIRED = frozenset({"name", "relation", "buyer_type", "country"})
# Fields that a person may change; the others follow from them.
EDITABLE = (
    *("name", "trade_name", "legal_form", "siren", "siret", "vat_number", "activity_code"),
    *("kind", "relation", "buyer_type", "public_body_kind"),
    *("service_code_need", "commitment_need", "service_codes"),
    *("headcount", "headcount_band", *AMOUNTS, *COUNTS, "equipment", "methods"),
    *("phone", "fax", "email", "website", "linkedin", "facebook", "instagram"),
    *("postal_code", "city", "country", "group_name", "parent", "owner"),
    *("origin_channel", "origin_detail", "note"),
)


@dataclass(frozen=True, slots=True)
class CleanedValues:
    """Values fit for storing, and what there is to say of each field; an error leaves its value out."""

    values: Mapping[str, object] = field(hash=False)
    findings: Mapping[str, Finding] = field(hash=False)

    @property
    def errors(self) -> Mapping[str, Finding]:
        """The findings that refuse their value."""
        return {name: finding for name, finding in self.findings.items() if finding.severity == "error"}


def clean_company(values: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedValues:
    """Read raw values by field name; ``mark`` is how the writer writes decimals.

    Unknown names are refused with ``field.unknown``. `owner` and `parent` pass as they are: they name
    records, and only the action can tell whether the actor may use them.
    """
    cleaned: dict[str, object] = {}
    findings: dict[str, Finding] = {}
    country = text_of(values.get("country") or "FR").strip().upper()
    for name, raw in values.items():
        if name == "activity_code_version" and "activity_code" in values:
            continue
        given, finding = _read(name, raw, values, today, mark, country)
        if finding is not None:
            findings[name] = finding
        if finding is None or finding.severity != "error":
            cleaned.update(given)
    return CleanedValues(cleaned, findings)


def _read(
    name: str, raw: object, values: Mapping[str, object], today: date, mark: DecimalMark, country: str
) -> tuple[Mapping[str, object], Finding | None]:
    if name in ("owner", "parent"):
        return {name: raw}, None
    if name == "activity_code":
        return _read_activity_code(raw, values.get("activity_code_version"), today)
    parsed = read_value(name, raw, mark, country)
    empty = None if name == "headcount" or name in COUNTS or name in AMOUNTS else ""
    value = empty if parsed.value is None else parsed.value
    if name in REQUIRED and value == "" and parsed.finding is None:
        return {}, Finding("text.required")
    return {name: value}, parsed.finding


def read_value(name: str, raw: object, mark: DecimalMark = ",", country: str = "FR") -> Parsed[object]:
    """Read the value of one field on its own."""
    if name in LINES or name in ADDRESS_LINES:
        return _widen(clean_line(raw, LINES[name] if name in LINES else ADDRESS_LINES[name]))
    if name in PARAGRAPHS:
        return _widen(clean_paragraphs(raw, PARAGRAPHS[name]))
    if name in CHOICES:
        return _widen(clean_choice(raw, CHOICES[name]))
    if name == "headcount":
        return _widen(clean_whole(raw, MAX_HEADCOUNT, mark))
    if name in COUNTS:
        return _widen(clean_whole(raw, MAX_COUNT, mark))
    if name in AMOUNTS:
        return _widen(clean_amount(raw, MAX_AMOUNT, mark))
    if name in LINKS:
        return _widen(clean_url(raw, LINKS[name]))
    text = strip_invisible(text_of(raw)).strip()
    if name == "postal_code":
        return _widen(parse_postal_code(text) if country == "FR" else clean_line(text, 10))
    if name in PHONES:
        return _widen(parse_phone(text, country if len(country) == 2 else "FR"))
    reader = _READERS.get(name)
    return reader(text) if reader else refuse("field.unknown", text=name[:40])


def _read_activity_code(
    raw: object, version: object, today: date
) -> tuple[Mapping[str, object], Finding | None]:
    text = strip_invisible(text_of(raw)).strip()
    if not text:
        return {"activity_code": "", "activity_code_version": ""}, None
    wanted = clean_choice(version, ActivityCodeVersion)
    if wanted.finding:
        return {}, wanted.finding
    chosen = ActivityCodeVersion(wanted.value) if wanted.value else None
    parsed = parse_activity_code(text, today, chosen)
    if parsed.value is None:
        return {}, parsed.finding
    return {"activity_code": parsed.value.code, "activity_code_version": parsed.value.version.value}, None


def _read_legal_form(text: str) -> Parsed[object]:
    if not text:
        return Parsed("")
    form = parse_legal_form(text)
    return Parsed(form.code) if form else refuse("legal_form.unknown", text=text[:60])


def _read_headcount_band(text: str) -> Parsed[object]:
    if not text:
        return Parsed("")
    code = parse_headcount_band(text)
    return Parsed(code) if code else refuse("choice.unknown", text=text[:60])


def _read_country(text: str) -> Parsed[object]:
    code = text.upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        return refuse("country.unknown", text=text[:30])
    return Parsed(code)


def _widen(parsed: Parsed[str] | Parsed[int] | Parsed[Decimal]) -> Parsed[object]:
    # The same object: files bring hundreds of thousands of values.
    return cast(Parsed[object], parsed)


_READERS: Mapping[str, Callable[[str], Parsed[object]]] = {
    "siren": lambda text: _widen(parse_siren(text)),
    "siret": lambda text: _widen(parse_siret(text)),
    "vat_number": lambda text: _widen(parse_vat_number(text)),
    "email": lambda text: _widen(parse_email(text)),
    "legal_form": _read_legal_form,
    "headcount_band": _read_headcount_band,
    "country": _read_country,
    "service_codes": lambda text: _widen(clean_service_codes(text)),
}
