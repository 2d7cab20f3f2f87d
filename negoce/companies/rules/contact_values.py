"""Cleans and checks the values of a contact and of a post, from people, files or programs (F2). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.enums import Channel, Civility, DecisionPower, Department
from negoce.companies.rules.company_values import CleanedValues
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_url,
    strip_invisible,
    text_of,
)
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import DecimalMark
from negoce.kit.text import name_key

NAME_KEY_MAX = 161
MAX_CEILING = Decimal("999999999999")
LINES: Mapping[str, int] = {
    "title": 40,
    "first_name": 80,
    "last_name": 80,
    "information_source": 200,
    "function": 120,
    "responsibility": 300,
    "gatekeeper_advice": 500,
}
PARAGRAPHS: Mapping[str, int] = {"note": 2000}
PHONES = ("phone", "mobile", "fax")
DATES = ("informed_on", "started_on", "ended_on")
PAST_DATES = frozenset({"informed_on", "ended_on"})
CHOICES = {
    "civility": Civility,
    "informed_through": Channel,
    "department": Department,
    "decision_power": DecisionPower,
}
# Links name records: only the action can tell whether the actor may use them.
LINKS = frozenset({"owner", "site", "guards", "successor"})
REQUIRED = frozenset({"last_name"})
CONTACT_FIELDS = (
    *("civility", "title", "first_name", "last_name", "email", "phone", "mobile", "fax", "linkedin"),
    *("language", "note", "informed_on", "informed_through", "information_source", "owner"),
)
POST_FIELDS = (
    *("function", "department", "site", "responsibility", "decision_power", "decision_ceiling"),
    *("guards", "gatekeeper_advice", "started_on"),
)
# Free text about a person, which the guard reads (domain 5.4).
GUARDED = ("note", "responsibility", "gatekeeper_advice")


def clean_contact(values: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedValues:
    """Read raw values of a contact and of its post by field name; ``mark`` is how the writer writes decimals.

    Names that are neither are refused with ``field.unknown``; links pass as they are.
    """
    cleaned: dict[str, object] = {}
    findings: dict[str, Finding] = {}
    for name, raw in values.items():
        if name in LINKS:
            cleaned[name] = raw
            continue
        parsed = read_contact_value(name, raw, today, mark)
        if parsed.finding is not None:
            findings[name] = parsed.finding
        if parsed.refused:
            continue
        empty = None if name in DATES or name == "decision_ceiling" else ""
        value = empty if parsed.value is None else parsed.value
        if name in REQUIRED and value == "":
            findings[name] = Finding("text.required")
        else:
            cleaned[name] = value
    return CleanedValues(cleaned, findings)


def read_contact_value(name: str, raw: object, today: date, mark: DecimalMark = ",") -> Parsed[object]:
    """Read the value of one field on its own. Besides those of each kind, refusal: ``date.future``."""
    if name in LINES:
        return _widen(clean_line(raw, LINES[name]))
    if name in PARAGRAPHS:
        return _widen(clean_paragraphs(raw, PARAGRAPHS[name]))
    if name in CHOICES:
        return _widen(clean_choice(raw, CHOICES[name]))
    if name == "decision_ceiling":
        return _widen(clean_amount(raw, MAX_CEILING, mark))
    if name == "linkedin":
        return _widen(clean_url(raw, ("linkedin.com",)))
    if name in DATES:
        return _read_date(name, raw, today)
    text = strip_invisible(text_of(raw)).strip()
    if name in PHONES:
        return _widen(parse_phone(text))
    if name == "email":
        return _widen(parse_email(text))
    if name == "language":
        return _read_language(text)
    return refuse("field.unknown", text=name[:40])


def contact_name_key(last_name: str, first_name: str) -> str:
    """Return the key that sorts people: folded name, then first name."""
    return name_key(f"{last_name} {first_name}")[:NAME_KEY_MAX]


def _read_date(name: str, raw: object, today: date) -> Parsed[object]:
    if isinstance(raw, date):
        parsed: Parsed[date] = Parsed(raw)
    else:
        parsed = parse_date(strip_invisible(text_of(raw)), today)
    if parsed.value is not None and name in PAST_DATES and parsed.value > today:
        return refuse("date.future", day=parsed.value)
    return Parsed(parsed.value, parsed.finding)


def _read_language(text: str) -> Parsed[object]:
    code = text.lower()
    if not code:
        return Parsed("fr")
    if len(code) == 2 and code.isascii() and code.isalpha():
        return Parsed(code)
    return refuse("choice.unknown", text=text[:60])


def _widen(parsed: Parsed[str] | Parsed[Decimal]) -> Parsed[object]:
    return Parsed(parsed.value, parsed.finding)
