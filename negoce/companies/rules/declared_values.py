"""Cleans and checks what is declared of the way a company buys. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.enums import BuyingPractice, DeclaredKind, FactSource
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
)
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark

NAME_MAX, CATEGORY_MAX, TEXT_MAX = 120, 80, 2000
HIGHEST_AMOUNT = Decimal(10) ** 12
HUNDRED = Decimal(100)
FIELDS = ("kind", "category", "text", "practice", "competitor", "share", "amount", "known_on", "source")
# What each kind cannot do without.
NEEDED: Mapping[str, str] = {
    DeclaredKind.PROCESS: "text",
    DeclaredKind.NEGOTIATION: "practice",
    DeclaredKind.COMPETITOR: "competitor",
    DeclaredKind.PURCHASES: "amount",
}
# What each kind has besides a date, a source, a category and a text.
OWN: Mapping[str, frozenset[str]] = {
    DeclaredKind.PROCESS: frozenset(),
    DeclaredKind.NEGOTIATION: frozenset({"practice"}),
    DeclaredKind.COMPETITOR: frozenset({"competitor", "share"}),
    DeclaredKind.PURCHASES: frozenset({"amount", "share"}),
}
_ALWAYS = frozenset({"kind", "category", "text", "known_on", "source"})


def clean_declared(
    values: Mapping[str, object], *, today: date, mark: DecimalMark = ","
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """Return the cleaned values of one entry (F5), and the findings by field that refuse one.

    `competitor` is a name. What does not belong to the kind is left out. A date to come is refused.
    """
    cleaned: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    kind = clean_choice(values.get("kind"), DeclaredKind).value or ""
    if not kind:
        return {}, {"kind": Finding("text.required")}
    for name in sorted(_ALWAYS | OWN[kind]):
        value, finding = _read(name, values.get(name), today, mark)
        if finding is not None:
            errors[name] = finding
        else:
            cleaned[name] = value
    for name in (NEEDED[kind], "source"):
        if name not in errors and not cleaned.get(name):
            errors[name] = Finding("text.required")
    return cleaned, errors


def _read(name: str, raw: object, today: date, mark: DecimalMark) -> tuple[object, Finding | None]:
    if name in ("kind", "practice", "source"):
        allowed = {"kind": DeclaredKind, "practice": BuyingPractice, "source": FactSource}[name]
        choice = clean_choice(raw, allowed)
        return choice.value, choice.finding
    if name in ("category", "competitor"):
        line = clean_line(raw, CATEGORY_MAX if name == "category" else NAME_MAX)
        return line.value, line.finding
    if name == "text":
        body = clean_paragraphs(raw, TEXT_MAX)
        return body.value, body.finding
    if name == "known_on":
        return _day(raw, today)
    if raw is None or str(raw).strip() == "":
        return None, None
    amount = clean_amount(raw, HUNDRED if name == "share" else HIGHEST_AMOUNT, mark)
    if name == "amount" and amount.value == 0:
        return None, Finding("text.required")
    return amount.value, amount.finding


def _day(raw: object, today: date) -> tuple[object, Finding | None]:
    if isinstance(raw, date):
        day = raw
    elif raw is None or not str(raw).strip():
        return today, None
    else:
        parsed = parse_date(str(raw), today)
        if parsed.value is None:
            return None, parsed.finding
        day = parsed.value
    return (None, Finding("declared.day_to_come")) if day > today else (day, None)
