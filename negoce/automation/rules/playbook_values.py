"""Cleans and checks what is typed of a playbook and of its steps. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.automation.enums import StepKind
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs, clean_whole
from negoce.kit.explain import Finding, Parsed
from negoce.portfolio.enums import LifeStatus

NAME_MAX, SUBJECT_MAX, BODY_MAX = 80, 200, 2_000
# Each number with what it may be at most, and what it is when nothing was typed.
PLAYBOOK_NUMBERS: Mapping[str, tuple[int, int]] = {
    "control_percent": (50, 15),
    "starts_per_day": (1_000, 20),
    "effect_days": (730, 90),
}
MOST_DAYS = 730
PLAYBOOK_FLAGS = ("stops_on_order", "stops_on_answer")
YES = (True, "on", "yes", "true", "1")


def clean_playbook(values: Mapping[str, object]) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """The columns of a playbook, and the findings by field that refuse them."""
    name = clean_line(values.get("name"), NAME_MAX)
    status = clean_choice(values.get("status"), LifeStatus)
    read: dict[str, Parsed[str] | Parsed[int]] = {"name": name, "status": status}
    for key, (most, usual) in PLAYBOOK_NUMBERS.items():
        read[key] = clean_number(values.get(key), most, usual)
    errors = {key: parsed.finding for key, parsed in read.items() if parsed.finding is not None}
    for key, parsed in (("name", name), ("status", status)):
        if key not in errors and not parsed.value:
            errors[key] = Finding("text.required")
    if "effect_days" not in errors and read["effect_days"].value == 0:
        errors["effect_days"] = Finding("text.required")
    flags = {key: values.get(key) in YES for key in PLAYBOOK_FLAGS}
    return {key: parsed.value for key, parsed in read.items()} | flags, errors


def clean_step(values: Mapping[str, object]) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """The columns of a step, and the findings by field that refuse them."""
    kind = clean_choice(values.get("kind"), StepKind)
    subject = clean_line(values.get("subject"), SUBJECT_MAX)
    body = clean_paragraphs(values.get("body"), BODY_MAX)
    days = clean_number(values.get("delay_days"), MOST_DAYS, 0)
    errors = {
        key: parsed.finding
        for key, parsed in (("kind", kind), ("subject", subject), ("body", body), ("delay_days", days))
        if parsed.finding is not None
    }
    for key, given in (("kind", kind.value), ("subject", subject.value)):
        if key not in errors and not given:
            errors[key] = Finding("text.required")
    return {
        "kind": kind.value,
        "subject": subject.value,
        "body": body.value,
        "delay_days": days.value,
        "automatic": values.get("automatic") in YES,
    }, errors


def clean_number(raw: object, most: int, usual: int) -> Parsed[int]:
    """A whole number of at most `most`; `usual` when nothing was typed."""
    if raw is None or not str(raw).strip():
        return Parsed(usual)
    return clean_whole(raw, most)
