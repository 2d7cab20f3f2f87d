"""Reads what is told of the result of a tender, and counts the buyer's time to give its reasons. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_whole,
    text_of,
)
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark
from negoce.kit.text import name_key
from negoce.negotiation.enums import OutcomeReason, TenderStage
from negoce.negotiation.rules.deal_values import AMOUNT_MAX
from negoce.negotiation.rules.tender_days import ENDS

WORDS_MAX, LESSONS_MAX, NAME_MAX = 500, 2000, 120
MOST_RANK, MOST_MARK = 200, Decimal(1000)
REASONS_DAYS = 15
REASONS_SOURCE = "CCP art. R2181-2 et R2181-4"
# Ours first, then so many others.
ROWS = 6


@dataclass(frozen=True, slots=True)
class Ranked:
    """What is known of an offer; no name is ours."""

    name: str
    rank: int | None = None
    price: Decimal | None = None
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CleanedResult:
    """Values fit for storing, how it ended, who stood where, and the refusal of each other input."""

    outcome: str
    values: Mapping[str, object] = field(hash=False)
    ranks: Sequence[Ranked]
    errors: Mapping[str, Finding] = field(hash=False)


def clean_result(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedResult:
    """Read `outcome`, `known_on` (today when empty), `reason`, `words`, `lessons`, the days of the reasons asked for,
    `next_on`, and `name_1`, `rank_1`, `price_1`, `mark_1`… (0 is ours, without a name).

    Won or lost, it says why. Refusals: ``result.outcome_needed``, ``deal.reason_needed``, ``result.day_to_come``,
    ``result.told_before``, ``result.next_past``, those of ranks.
    """
    errors: dict[str, Finding] = {}
    outcome = text_of(given.get("outcome"))
    if outcome not in ENDS:
        errors["outcome"] = Finding("result.outcome_needed")
    values: dict[str, object] = {}
    texts = {
        "reason": clean_choice(given.get("reason"), OutcomeReason),
        "words": clean_line(given.get("words"), WORDS_MAX),
        "lessons": clean_paragraphs(given.get("lessons"), LESSONS_MAX),
    }
    for name, text in texts.items():
        values[name] = text.value or ""
        if text.finding is not None:
            errors[name] = text.finding
    if outcome in (TenderStage.WON, TenderStage.LOST) and not values["reason"]:
        errors.setdefault("reason", Finding("deal.reason_needed"))
    values |= _days(given, today, errors)
    return CleanedResult(outcome, values, _ranks(given, mark, errors), errors)


def _days(given: Mapping[str, object], today: date, errors: dict[str, Finding]) -> dict[str, object]:
    days: dict[str, date | None] = {}
    for name in ("known_on", "reasons_asked_on", "reasons_told_on", "next_on"):
        ahead = name == "next_on"
        read = parse_day(text_of(given.get(name)), today, forward=ahead)
        days[name] = read.value
        if read.finding is not None:
            errors[name] = read.finding
        elif not ahead and read.value is not None and read.value > today:
            errors[name] = Finding("result.day_to_come")
    asked, told, following = days["reasons_asked_on"], days["reasons_told_on"], days["next_on"]
    if asked is not None and told is not None and told < asked:
        errors.setdefault("reasons_told_on", Finding("result.told_before"))
    if following is not None and not today < following <= add_years(today, 10):
        errors.setdefault("next_on", Finding("result.next_past"))
    return {**days, "known_on": days["known_on"] or today}


def _ranks(given: Mapping[str, object], mark: DecimalMark, errors: dict[str, Finding]) -> Sequence[Ranked]:
    found: list[Ranked] = []
    names: set[str] = set()
    for number in range(ROWS):
        name = clean_line(given.get(f"name_{number}") if number else "", NAME_MAX)
        rank = clean_whole(given.get(f"rank_{number}"), MOST_RANK, mark)
        price = clean_amount(given.get(f"price_{number}"), AMOUNT_MAX, mark)
        noted = clean_amount(given.get(f"mark_{number}"), MOST_MARK, mark)
        for key, parsed in (("name", name), ("rank", rank), ("price", price), ("mark", noted)):
            if parsed.finding is not None:
                errors[f"{key}_{number}"] = parsed.finding
        if price.value is not None and price.value <= 0:
            errors[f"price_{number}"] = Finding("result.price_above_zero")
        if rank.value == 0:
            errors[f"rank_{number}"] = Finding("result.rank_from_one")
        row = Ranked(name.value or "", rank.value, price.value, noted.value)
        if row == Ranked(""):
            continue
        if number and not row.name:
            errors[f"name_{number}"] = Finding("result.name_needed")
        elif number and name_key(row.name) in names:
            errors[f"name_{number}"] = Finding("result.name_twice")
        names.add(name_key(row.name))
        found.append(row)
    return found


def reasons_due(asked_on: date) -> date:
    """The day by which a public buyer answers who asks for the reasons of a rejection.

    Fifteen days from the receipt of the request, here taken on the day it was made (R2181-2 and R2181-4 of the code).
    """
    return asked_on + timedelta(days=REASONS_DAYS)
