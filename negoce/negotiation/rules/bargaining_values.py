"""Reads what is typed of the room for manoeuvre in a deal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.negotiation.enums import EstimateConfidence
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, OLDEST, CleanedDeal

OURS = ("our_opening", "our_target", "our_reserve")
THEIRS = ("their_opening", "their_target", "their_reserve")
AMOUNTS = (*OURS, *THEIRS)
TEXTS = ("alternative", *(f"{name}_source" for name in THEIRS))
ALTERNATIVE_MAX, SOURCE_MAX = 500, 200
# Whoever sells starts high and comes down, whoever buys starts low and comes up: each pair, the lower first.
_ORDER = (
    ("our_reserve", "our_opening", "bargaining.reserve_above_opening"),
    ("our_reserve", "our_target", "bargaining.reserve_above_target"),
    ("our_target", "our_opening", "bargaining.target_above_opening"),
    ("their_target", "their_reserve", "bargaining.their_target_above_reserve"),
    ("their_opening", "their_reserve", "bargaining.their_opening_above_reserve"),
    ("their_opening", "their_target", "bargaining.their_opening_above_target"),
)


def clean_bargaining(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedDeal:
    """Read raw values by field name; an estimate without a confidence is held for a guess.

    Refusals: those of amounts, texts and dates, ``bargaining.known_in_future``, and one for each pair of amounts
    that stands in the wrong order.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name in (*AMOUNTS, *TEXTS, *(f"{each}_{part}" for each in THEIRS for part in ("confidence", "on"))):
        parsed = _read(name, given.get(name), today, mark)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = parsed.value
    for low, high, code in _ORDER:
        lower, higher = values.get(low), values.get(high)
        if isinstance(lower, Decimal) and isinstance(higher, Decimal) and lower > higher:
            errors.setdefault(low, Finding(code, "error", {"reserve": lower, "opening": higher}))
    return CleanedDeal(values, errors)


def _read(
    name: str, raw: object, today: date, mark: DecimalMark
) -> Parsed[str] | Parsed[Decimal] | Parsed[date]:
    if name in AMOUNTS:
        return clean_amount(raw, AMOUNT_MAX, mark)
    if name in TEXTS:
        return clean_line(raw, ALTERNATIVE_MAX if name == "alternative" else SOURCE_MAX)
    if name.endswith("_confidence"):
        parsed = clean_choice(raw, EstimateConfidence)
        return parsed if parsed.finding or parsed.value else Parsed(EstimateConfidence.LOW.value)
    day = parse_day(text_of(raw), today, forward=False)
    if day.value is not None and not OLDEST <= day.value <= today:
        return Parsed(None, Finding("bargaining.known_in_future", "error", {"day": day.value}))
    return day
