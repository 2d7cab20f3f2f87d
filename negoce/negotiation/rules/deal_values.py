"""Reads the values of a deal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    text_of,
)
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.kit.text import name_key
from negoce.negotiation.enums import BuyingClass, DealState, OutcomeReason, PurchaseStage

NAME_MAX, NOTE_MAX, OUTCOME_NOTE_MAX = 160, 4_000, 500
AMOUNT_MAX = Decimal("99999999999.99")
YEARS_AHEAD = 10
OLDEST = date(1990, 1, 1)
# What a person edits field by field; the step and the outcome have actions of their own.
EDITABLE = ("name", "amount", "close_on", "note", "purchase_stage", "buying_class")
_CHOICES = {"purchase_stage": PurchaseStage, "buying_class": BuyingClass}


@dataclass(frozen=True, slots=True)
class CleanedDeal:
    """Values fit for storing, and the refusal of each of the others."""

    values: Mapping[str, object] = field(hash=False)
    errors: Mapping[str, Finding] = field(hash=False)


def key_of(name: str) -> str:
    """The folded name that lists sort and search by, as long as its column: « œ » alone makes two letters."""
    return name_key(name)[:NAME_MAX]


def clean_deal(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedDeal:
    """Read raw values by field name. Refusals: ``deal.name_needed``, ``deal.day_unlikely``, ``field.unknown``,
    those of texts, amounts and dates."""
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name, raw in given.items():
        parsed = _read(name, raw, today, mark)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = parsed.value
    return CleanedDeal(values, errors)


def clean_outcome(given: Mapping[str, object], today: date, *, won_says_why: bool = False) -> CleanedDeal:
    """Read `state`, `outcome_reason`, `outcome_note`, `closed_on` (today when empty), `competitor` (a name).

    A lost deal says why, and with `won_says_why` a won one too: ``deal.reason_needed``. Others:
    ``deal.outcome_needed``, ``deal.closed_in_future``.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    state = text_of(given.get("state"))
    if state not in (DealState.WON, DealState.LOST):
        errors["state"] = Finding("deal.outcome_needed")
    reason = clean_choice(given.get("outcome_reason"), OutcomeReason)
    needed = state == DealState.LOST or (won_says_why and "state" not in errors)
    if reason.finding is None and needed and not reason.value:
        reason = Parsed(None, Finding("deal.reason_needed"))
    day = _day(given.get("closed_on"), today, forward=False)
    if day.finding is None and day.value is not None and day.value > today:
        day = Parsed(None, Finding("deal.closed_in_future", "error", {"day": day.value}))
    parts: Mapping[str, Parsed[str] | Parsed[date]] = {
        "outcome_reason": reason,
        "outcome_note": clean_line(given.get("outcome_note"), OUTCOME_NOTE_MAX),
        "competitor": clean_line(given.get("competitor"), 120),
        "closed_on": day if day.value is not None or day.finding is not None else Parsed(today),
    }
    for name, parsed in parts.items():
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = parsed.value
    return CleanedDeal({**values, "state": state}, errors)


def _read(
    name: str, raw: object, today: date, mark: DecimalMark
) -> Parsed[str] | Parsed[Decimal] | Parsed[date]:
    if name == "name":
        parsed = clean_line(raw, NAME_MAX)
        return parsed if parsed.value or parsed.finding else Parsed(None, Finding("deal.name_needed"))
    if name == "amount":
        return clean_amount(raw, AMOUNT_MAX, mark)
    if name == "close_on":
        return _day(raw, today)
    if name in _CHOICES:
        return clean_choice(raw, _CHOICES[name])
    if name == "note":
        return clean_paragraphs(raw, NOTE_MAX)
    return Parsed(None, Finding("field.unknown", "error", {"text": name}))


def _day(raw: object, today: date, *, forward: bool = True) -> Parsed[date]:
    parsed = Parsed(raw) if isinstance(raw, date) else parse_day(text_of(raw), today, forward=forward)
    day = parsed.value
    if day is None or parsed.finding is not None or OLDEST <= day <= add_years(today, YEARS_AHEAD):
        return parsed
    return Parsed(None, Finding("deal.day_unlikely", "error", {"day": day}))
