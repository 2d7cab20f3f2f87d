"""Cleans and checks what is typed of an offer by segment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from negoce.automation.rules.playbook_values import clean_number
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs
from negoce.kit.explain import Finding
from negoce.portfolio.enums import LifeStatus

NAME_MAX, WORDS_MAX, REDUCTION_MAX = 80, 1_000, 120
# Each number with what it may be at most, and what it is when nothing was typed.
OFFER_NUMBERS: Mapping[str, tuple[int, int]] = {
    "control_percent": (50, 15),
    "starts_per_day": (1_000, 20),
    "effect_days": (730, 60),
}


def clean_offer(
    values: Mapping[str, object], *, today: date, by_segment: bool = False
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """The columns of an offer, and the findings by field that refuse them. Days are typed texts.

    `by_segment` says that it aims at a segment: its status is then none.
    """
    read = {
        "name": clean_line(values.get("name"), NAME_MAX),
        "status": clean_choice("" if by_segment else values.get("status"), LifeStatus),
        "words": clean_paragraphs(values.get("words"), WORDS_MAX),
        "reduction": clean_line(values.get("reduction"), REDUCTION_MAX),
    }
    days = {name: parse_day(str(values.get(name) or ""), today) for name in ("starts_on", "ends_on")}
    numbers = {key: clean_number(values.get(key), *bound) for key, bound in OFFER_NUMBERS.items()}
    findings = {name: parsed.finding for name, parsed in read.items()}
    findings |= {name: parsed.finding for name, parsed in days.items()}
    findings |= {name: parsed.finding for name, parsed in numbers.items()}
    errors = {name: finding for name, finding in findings.items() if finding is not None}
    for name in ("name", "words") if by_segment else ("name", "status", "words"):
        if name not in errors and not read[name].value:
            errors[name] = Finding("text.required")
    if "effect_days" not in errors and numbers["effect_days"].value == 0:
        errors["effect_days"] = Finding("text.required")
    starts, ends = days["starts_on"].value or today, days["ends_on"].value
    if "ends_on" not in errors and ends is None:
        errors["ends_on"] = Finding("text.required")
    if not errors and ends is not None and ends < starts:
        errors["ends_on"] = Finding("offer.ends_before")
    cleaned = {name: parsed.value or "" for name, parsed in read.items()}
    typed = {name: parsed.value for name, parsed in numbers.items()}
    return {**cleaned, **typed, "starts_on": starts, "ends_on": ends}, errors
