"""Reads what is typed of a tender. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

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
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, NAME_MAX, OLDEST, CleanedDeal

REFERENCE_MAX, OWN_RULES_MAX = 80, 2000
DAYS = (
    "published_on",
    "applications_until",
    "invited_on",
    "visit_on",
    "questions_until",
    "offers_until",
)
CHOICES: Mapping[str, type[StrEnum]] = {"buyer": BuyerKind, "need": NeedKind, "call": CallKind}
FLAGS = ("electronic", "shortened")
FIELDS = ("name", "reference", *CHOICES, "amount", "own_rules", *FLAGS, *DAYS)
# What a day may not precede, and what it may not follow.
_NOT_BEFORE = (
    ("offers_until", "published_on", "tender.offers_before_notice"),
    ("applications_until", "published_on", "tender.applications_before_notice"),
    ("invited_on", "published_on", "tender.invited_before_notice"),
    ("offers_until", "applications_until", "tender.offers_before_applications"),
    ("offers_until", "questions_until", "tender.questions_after_offers"),
    ("offers_until", "visit_on", "tender.visit_after_offers"),
)
# Told beside the field that is wrong, which is the one that came too late.
_BESIDE = {"tender.questions_after_offers": "questions_until", "tender.visit_after_offers": "visit_on"}


def clean_tender(
    given: Mapping[str, object],
    today: date,
    mark: DecimalMark = ",",
    stored: Mapping[str, object] | None = None,
) -> CleanedDeal:
    """Read the fields that are given; days in the past are taken. `stored` holds the days that are not given.

    Refused: a subject, a buyer or a need that is emptied, an amount of none, a day that nobody means, and days out of
    their order.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name in FIELDS:
        if name not in given:
            continue
        parsed = _read(name, given[name], today, mark)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        elif name in DAYS or name == "amount":
            values[name] = parsed.value
        else:
            values[name] = parsed.value or (False if name in FLAGS else "")
    _order({**(stored or {}), **values}, frozenset(given), errors)
    return CleanedDeal(values, errors)


def _read(name: str, raw: object, today: date, mark: DecimalMark) -> Parsed[Any]:
    if name in DAYS:
        return _day(raw, today)
    if name in FLAGS:
        return Parsed(bool(raw))
    if name == "amount":
        amount = clean_amount(raw, AMOUNT_MAX, mark)
        is_none = amount.value is not None and amount.value <= 0
        return Parsed(None, Finding("tender.amount_needed")) if is_none else amount
    if name == "own_rules":
        return clean_paragraphs(raw, OWN_RULES_MAX)
    if name in CHOICES:
        parsed = clean_choice(raw, CHOICES[name])
    else:
        parsed = clean_line(raw, NAME_MAX if name == "name" else REFERENCE_MAX)
    if not parsed.value and parsed.finding is None and name in ("name", "buyer", "need"):
        return Parsed(None, Finding(f"tender.{name}_needed"))
    return parsed


def _day(raw: object, today: date) -> Parsed[Any]:
    day = parse_day(text_of(raw), today)
    if day.value is not None and not OLDEST <= day.value <= add_years(today, 5):
        return Parsed(None, Finding("deal.day_unlikely", "error", {"day": day.value}))
    return day


def _order(values: Mapping[str, object], given: frozenset[str], errors: dict[str, Finding]) -> None:
    for later, earlier, code in _NOT_BEFORE:
        after, before = values.get(later), values.get(earlier)
        if not isinstance(after, date) or not isinstance(before, date) or after >= before:
            continue
        beside = _BESIDE.get(code, later)
        errors.setdefault(beside if beside in given else later if later in given else earlier, Finding(code))
