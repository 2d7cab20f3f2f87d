"""Cleans and checks what is typed of an offer by segment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs
from negoce.kit.explain import Finding
from negoce.portfolio.enums import LifeStatus

NAME_MAX, WORDS_MAX, REDUCTION_MAX = 80, 1_000, 120


def clean_offer(
    values: Mapping[str, object], *, today: date
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """The columns of an offer, and the findings by field that refuse them. Days are typed texts."""
    read = {
        "name": clean_line(values.get("name"), NAME_MAX),
        "status": clean_choice(values.get("status"), LifeStatus),
        "words": clean_paragraphs(values.get("words"), WORDS_MAX),
        "reduction": clean_line(values.get("reduction"), REDUCTION_MAX),
    }
    days = {name: parse_day(str(values.get(name) or ""), today) for name in ("starts_on", "ends_on")}
    findings = {name: parsed.finding for name, parsed in read.items()}
    findings |= {name: parsed.finding for name, parsed in days.items()}
    errors = {name: finding for name, finding in findings.items() if finding is not None}
    for name in ("name", "status", "words"):
        if name not in errors and not read[name].value:
            errors[name] = Finding("text.required")
    starts, ends = days["starts_on"].value or today, days["ends_on"].value
    if "ends_on" not in errors and ends is None:
        errors["ends_on"] = Finding("text.required")
    if not errors and ends is not None and ends < starts:
        errors["ends_on"] = Finding("offer.ends_before")
    cleaned = {name: parsed.value for name, parsed in read.items()}
    return {**cleaned, "starts_on": starts, "ends_on": ends}, errors
