"""Reads what is typed of a tender. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line, text_of
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind, TenderStage
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, OLDEST, CleanedDeal

REFERENCE_MAX = 80
DAYS = ("published_on", "questions_until", "offers_until")
CHOICES: Mapping[str, type[StrEnum]] = {
    "buyer": BuyerKind,
    "need": NeedKind,
    "call": CallKind,
    "stage": TenderStage,
}
FIELDS = ("reference", *CHOICES, "amount", *DAYS)


def clean_tender(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedDeal:
    """Read every field of a tender; days in the past are taken.

    Refused: a buyer, a need or a stage that is missing, an amount of none, a day that nobody means, and days out of
    their order.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    read: dict[str, Parsed[Any]] = {"reference": clean_line(given.get("reference"), REFERENCE_MAX)}
    for name, kind in CHOICES.items():
        read[name] = clean_choice(given.get(name), kind)
        if not read[name].value and read[name].finding is None and name != "call":
            read[name] = Parsed(None, Finding(f"tender.{name}_needed"))
    amount = clean_amount(given.get("amount"), AMOUNT_MAX, mark)
    is_none = amount.value is not None and amount.value <= 0
    read["amount"] = Parsed(None, Finding("tender.amount_needed")) if is_none else amount
    for name in DAYS:
        day = parse_day(text_of(given.get(name)), today)
        if day.value is not None and not OLDEST <= day.value <= add_years(today, 5):
            day = Parsed(None, Finding("deal.day_unlikely", "error", {"day": day.value}))
        read[name] = day
    for name, parsed in read.items():
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = "" if parsed.value is None and name in ("reference", *CHOICES) else parsed.value
    _order(values, errors)
    return CleanedDeal(values, errors)


def _order(values: Mapping[str, object], errors: dict[str, Finding]) -> None:
    published, questions, offers = (values.get(name) for name in DAYS)
    if isinstance(offers, date) and isinstance(published, date) and offers < published:
        errors["offers_until"] = Finding("tender.offers_before_notice")
    elif isinstance(offers, date) and isinstance(questions, date) and questions > offers:
        errors["questions_until"] = Finding("tender.questions_after_offers")
