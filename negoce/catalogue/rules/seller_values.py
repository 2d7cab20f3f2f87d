"""Reads what an administrator types for the seller's own identity into what is stored. Pure; refusals are codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from stdnum import bic, iban
from stdnum.exceptions import ValidationError

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.early_payment import read_early
from negoce.catalogue.rules.payment_terms import PaymentTerm, check_term
from negoce.companies.rules.company_size import SIZE_CLASSES
from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.identifiers import format_siren, parse_siren, parse_siret, parse_vat_number
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_url,
    clean_whole,
    text_of,
)
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import parse_percent
from negoce.kit.worked import CannotWork

LOWEST_CONTRAST = Decimal("4.5")
LONGEST_TERM, LONGEST_VALIDITY = 365, 365
_LARGEST_CAPITAL = Decimal(10) ** 12
_LARGEST_RATE = Decimal(100)
_WEBSITE = 200
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_LINES = {
    "name": 200,
    "trade_name": 200,
    "legal_form": 60,
    "register_town": 80,
    "street": 200,
    "complement": 200,
    "city": 100,
    "early_payment": 200,
    "footer": 300,
}
_SWITCHES = ("is_vat_exempt", "vat_on_debits")


@dataclass(slots=True)
class SellerReading:
    """What may be stored, by column, and what is wrong, by the name that was typed under."""

    values: dict[str, object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)


def read_seller_values(
    raw: Mapping[str, object], today: date, *, least_late_rate: Decimal | None = None
) -> SellerReading:
    """Read raw values by name; identifiers must be true to their keys and to each other.

    An unknown name is refused; so are a payment term that the law does not allow today, as R-C4 says, penalties below
    `least_late_rate`, and a colour too pale to be read on paper.
    """
    found = SellerReading()
    country = text_of(raw.get("country") or "FR").strip().upper()
    for name, given in raw.items():
        parsed = _read(name, given, country)
        if parsed.finding is not None and parsed.finding.severity == "error":
            found.findings[name] = parsed.finding
        else:
            found.values[name] = _empty(name) if parsed.value is None else parsed.value
    _agree(found)
    _check_term(found, today)
    _check_early(found, raw)
    rate = found.values.get("late_rate")
    if isinstance(rate, Decimal) and least_late_rate is not None and rate < least_late_rate:
        found.findings["late_rate"] = Finding("seller.late_rate_low", "error", {"least": least_late_rate})
    return found


def contrast_with_white(colour: str) -> Decimal:
    """Return the contrast of a colour `#rrggbb` on white paper, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return Decimal(1.05 / (light + 0.05)).quantize(Decimal("0.1"))


def _read(name: str, given: object, country: str) -> Parsed[object]:
    if name in _LINES:
        return _widen(clean_line(given, _LINES[name]))
    if name in _SWITCHES:
        return Parsed(bool(given))
    reader = _READERS.get(name)
    if reader is not None:
        return reader(given)
    if name in ("postal_code", "country"):
        return read_value(name, given, country=country)
    if name == "phone":
        return _widen(parse_phone(text_of(given), country)) if text_of(given).strip() else Parsed("")
    return refuse("field.unknown", text=name[:40])


def _siren(given: object) -> Parsed[object]:
    return _widen(parse_siren(text_of(given))) if text_of(given).strip() else Parsed("")


def _siret(given: object) -> Parsed[object]:
    return _widen(parse_siret(text_of(given))) if text_of(given).strip() else Parsed("")


def _vat_number(given: object) -> Parsed[object]:
    return _widen(parse_vat_number(text_of(given)))


def _email(given: object) -> Parsed[object]:
    return _widen(parse_email(text_of(given))) if text_of(given).strip() else Parsed("")


def _website(given: object) -> Parsed[object]:
    parsed = clean_url(given)
    if parsed.value is not None and len(parsed.value) > _WEBSITE:
        return refuse("text.too_long", length=len(parsed.value), max=_WEBSITE)
    return _widen(parsed)


def _iban(given: object) -> Parsed[object]:
    text = text_of(given).strip()
    if not text:
        return Parsed("")
    try:
        return Parsed(iban.validate(text))
    except ValidationError:
        return refuse("seller.iban", text=text[:40])


def _bic(given: object) -> Parsed[object]:
    text = text_of(given).strip()
    if not text:
        return Parsed("")
    try:
        return Parsed(bic.validate(text))
    except ValidationError:
        return refuse("seller.bic", text=text[:20])


def _colour(given: object) -> Parsed[object]:
    colour = text_of(given).strip().lower()
    if not _COLOUR.fullmatch(colour):
        return refuse("seller.colour", text=colour[:20])
    contrast = contrast_with_white(colour)
    if contrast < LOWEST_CONTRAST:
        return refuse("seller.colour_pale", contrast=contrast, least=LOWEST_CONTRAST)
    return Parsed(colour)


def _size(given: object) -> Parsed[object]:
    size = text_of(given)
    return Parsed(size) if size in SIZE_CLASSES else refuse("choice.unknown", text=size[:40])


def _late_rate(given: object) -> Parsed[object]:
    parsed = parse_percent(text_of(given), ",")
    if parsed.value is None:
        return Parsed(None, parsed.finding)
    if not 0 < parsed.value <= _LARGEST_RATE:
        return refuse("seller.late_rate", text=text_of(given)[:20])
    return Parsed(parsed.value.quantize(Decimal("0.001")))


def _early_percent(given: object) -> Parsed[object]:
    text = text_of(given).strip()
    read = read_early(text, "1" if text else "", ",", None)
    return Parsed(read.value.percent if read.value else None, read.faults.get("early_percent"))


def _early_days(given: object) -> Parsed[object]:
    text = text_of(given).strip()
    read = read_early("1" if text else "", text, ",", None)
    return Parsed(read.value.days if read.value else None, read.faults.get("early_days"))


def _month(given: object) -> Parsed[object]:
    parsed = clean_whole(given, 12)
    if parsed.finding is None and not parsed.value:
        return refuse("choice.unknown", text=text_of(given)[:20])
    return Parsed(parsed.value, parsed.finding)


def _days(longest: int) -> Callable[[object], Parsed[object]]:
    def read(given: object) -> Parsed[object]:
        parsed = clean_whole(given, longest)
        if parsed.finding is None and parsed.value is None:
            return refuse("text.required")
        return Parsed(parsed.value, parsed.finding)

    return read


_READERS: Mapping[str, Callable[[object], Parsed[object]]] = {
    "siren": _siren,
    "siret": _siret,
    "vat_number": _vat_number,
    "capital": lambda given: _widen(clean_amount(given, _LARGEST_CAPITAL)),
    "email": _email,
    "website": _website,
    "iban": _iban,
    "bic": _bic,
    "colour": _colour,
    "size": _size,
    "late_rate": _late_rate,
    "term_kind": lambda given: _widen(clean_choice(given, PaymentTermKind)),
    "term_sector": lambda given: _widen(clean_choice(given, TermSector)),
    "early_percent": _early_percent,
    "early_days": _early_days,
    "term_days": _days(LONGEST_TERM),
    "quote_validity_days": _days(LONGEST_VALIDITY),
    "year_end_month": _month,
}
EDITABLE = frozenset({*_LINES, *_SWITCHES, *_READERS, "postal_code", "country", "phone"})


def _agree(found: SellerReading) -> None:
    """The SIRET begins with the SIREN, and the French VAT number holds it."""
    siren, siret, vat = (str(found.values.get(name) or "") for name in ("siren", "siret", "vat_number"))
    if siren and siret and not siret.startswith(siren):
        found.findings["siret"] = Finding("siret.other_siren", "error", {"siren": format_siren(siren)})
    if siren and vat:
        checked = parse_vat_number(vat, siren)
        if checked.finding is not None:
            found.findings["vat_number"] = checked.finding


def _check_term(found: SellerReading, today: date) -> None:
    kind, sector, days = (found.values.get(name) for name in ("term_kind", "term_sector", "term_days"))
    if not kind or not sector or not isinstance(days, int):
        return
    term = PaymentTerm(PaymentTermKind(str(kind)), days)
    try:
        worked = check_term(TermSector(str(sector)), term, invoiced_on=today)
    except CannotWork as problem:
        found.findings["term_days"] = problem.finding
        return
    if worked.findings:
        found.findings["term_days"] = worked.findings[0]


def _check_early(found: SellerReading, raw: Mapping[str, object]) -> None:
    """Percent and days go together, before the term."""
    percent, days = (text_of(raw.get(name)).strip() for name in ("early_percent", "early_days"))
    kind, term = found.values.get("term_kind"), found.values.get("term_days")
    usual = PaymentTerm(PaymentTermKind(str(kind)), term) if kind and isinstance(term, int) else None
    found.findings |= read_early(percent, days, ",", usual).faults


def _empty(name: str) -> object:
    return None if name in ("capital", "late_rate", "early_percent", "early_days") else ""


def _widen(parsed: Parsed[str] | Parsed[Decimal]) -> Parsed[object]:
    return Parsed(parsed.value, parsed.finding)
