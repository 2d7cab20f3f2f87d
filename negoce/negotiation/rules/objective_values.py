"""Reads what is typed of an objective and of its review. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line, clean_whole, text_of
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.negotiation.enums import ObjectiveMetric, ObjectiveOutcome
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, OLDEST, CleanedDeal
from negoce.negotiation.rules.objectives import LEVELS, LOWER_IS_BETTER, OWN_UNIT, Aims, judge, order_faults

TEXTS = ("words", "measure", "ideal_words", "aimed_words", "fallback_words")
REVIEW_TEXTS = ("obtained_words",)
_LONGEST = {"words": 160, "measure": 160, "unit": 20, "obtained_words": 500}
RANK_MAX = 9
_PERCENTS = frozenset({ObjectiveMetric.MARGIN.value, ObjectiveMetric.DISCOUNT.value})
_Read: TypeAlias = Parsed[str] | Parsed[Decimal] | Parsed[int] | Parsed[date]


def clean_objective(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedDeal:
    """Read every field of an objective, the owner aside. Refused: what is missing, levels in the wrong order.

    A day that is past is refused, unless it is the one that is `stored`.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    metric = clean_choice(given.get("metric"), ObjectiveMetric)
    _keep("metric", metric if metric.value or metric.finding else _missing("metric"), values, errors)
    kind = str(values.get("metric") or "")
    for name in (*TEXTS, "unit"):
        _keep(name, clean_line(given.get(name), _LONGEST.get(name, 200)), values, errors)
    if not values.get("words") and "words" not in errors:
        errors["words"] = Finding("objective.words_needed")
    # Only a measure of one's own says in which sense it is better.
    lower = kind in LOWER_IS_BETTER or (
        kind == ObjectiveMetric.OTHER and text_of(given.get("sense")) == "lower"
    )
    values["higher_is_better"] = not lower
    _read_levels(kind, given, mark, values, errors)
    _read_measure(kind, values, errors)
    _read_day(given, today, values, errors)
    rank = clean_whole(given.get("rank"), RANK_MAX)
    _keep("rank", rank if rank.value or rank.finding else _missing("rank"), values, errors)
    return CleanedDeal(values, errors)


def clean_review(
    given: Mapping[str, object], aims: Aims, metric: str, today: date, mark: DecimalMark = ","
) -> CleanedDeal:
    """Read what was obtained: a figure decides of the outcome, words alone ask for it."""
    values: dict[str, object] = {"reviewed_on": today}
    errors: dict[str, Finding] = {}
    _keep(
        "obtained_words", clean_line(given.get("obtained_words"), _LONGEST["obtained_words"]), values, errors
    )
    if metric == ObjectiveMetric.QUALITY:
        outcome = clean_choice(given.get("outcome"), ObjectiveOutcome)
        _keep("outcome", outcome if outcome.value or outcome.finding else _missing("outcome"), values, errors)
        if not values.get("obtained_words") and "obtained_words" not in errors:
            errors["obtained_words"] = Finding("objective.obtained_words_needed")
        return CleanedDeal(values, errors)
    obtained = clean_amount(given.get("obtained"), AMOUNT_MAX, mark)
    _keep(
        "obtained",
        obtained if obtained.value is not None or obtained.finding else _missing("obtained"),
        values,
        errors,
    )
    if obtained.value is not None and "obtained" not in errors:
        values["outcome"] = judge(obtained.value, aims).value
    return CleanedDeal(values, errors)


def _read_levels(
    kind: str,
    given: Mapping[str, object],
    mark: DecimalMark,
    values: dict[str, object],
    errors: dict[str, Finding],
) -> None:
    if kind == ObjectiveMetric.QUALITY:
        values.update(dict.fromkeys(LEVELS))
        for name in LEVELS:
            if not values.get(f"{name}_words") and f"{name}_words" not in errors:
                errors[f"{name}_words"] = Finding("objective.level_needed")
        return
    for name in LEVELS:
        parsed = clean_amount(given.get(name), AMOUNT_MAX, mark)
        if parsed.value is None and parsed.finding is None:
            parsed = Parsed(None, Finding("objective.level_needed"))
        if kind in _PERCENTS and parsed.value is not None and parsed.value > 100:
            parsed = Parsed(None, Finding("objective.percent_too_high"))
        _keep(name, parsed, values, errors)
    figures = {name: value if isinstance(value := values.get(name), Decimal) else None for name in LEVELS}
    faults = order_faults(Aims(**figures, higher_is_better=bool(values["higher_is_better"])))
    errors.update({name: fault for name, fault in faults.items() if name not in errors})


def _read_measure(kind: str, values: dict[str, object], errors: dict[str, Finding]) -> None:
    """What is measured, and in what: said by the closed list, unless it is one's own."""
    if kind not in OWN_UNIT:
        values["unit"] = ""
    elif not values.get("unit") and "unit" not in errors:
        errors["unit"] = Finding("objective.unit_needed")
    if kind in (ObjectiveMetric.OTHER, ObjectiveMetric.QUALITY):
        if not values.get("measure") and "measure" not in errors:
            errors["measure"] = Finding("objective.measure_needed")
    else:
        values["measure"] = ""


def _read_day(
    given: Mapping[str, object], today: date, values: dict[str, object], errors: dict[str, Finding]
) -> None:
    day = parse_day(text_of(given.get("due_on")), today)
    if day.finding is None and day.value is None:
        day = Parsed(None, Finding("objective.due_on_needed"))
    elif day.value is not None and not OLDEST <= day.value <= add_years(today, 3):
        day = Parsed(None, Finding("deal.day_unlikely", "error", {"day": day.value}))
    elif day.value is not None and day.value < today and day.value != given.get("stored_due_on"):
        day = Parsed(None, Finding("objective.due_in_past", "error", {"day": day.value}))
    _keep("due_on", day, values, errors)


def _missing(name: str) -> Parsed[str]:
    return Parsed(None, Finding(f"objective.{name}_needed"))


def _keep(name: str, parsed: _Read, values: dict[str, object], errors: dict[str, Finding]) -> None:
    if parsed.finding is not None:
        errors[name] = parsed.finding
    else:
        values[name] = parsed.value
