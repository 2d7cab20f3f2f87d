"""Reads a question asked of a buyer, and its answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_paragraphs, text_of
from negoce.kit.explain import Finding
from negoce.negotiation.rules.deal_values import CleanedDeal

QUESTION_MAX, ANSWER_MAX = 1000, 2000


def clean_question(given: Mapping[str, object], today: date) -> CleanedDeal:
    """Read `question`, `asked_on` (today when empty), `answer`, `answered_on` (today for an answer without a day).

    Refusals: ``question.needed``, ``question.day_needed``, ``question.answer_needed``, ``question.answered_before``.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name, most in (("question", QUESTION_MAX), ("answer", ANSWER_MAX)):
        text = clean_paragraphs(given.get(name), most)
        values[name] = text.value or ""
        if text.finding is not None:
            errors[name] = text.finding
    if not values["question"] and "question" not in errors:
        errors["question"] = Finding("question.needed")
    days: dict[str, date | None] = {}
    for name in ("asked_on", "answered_on"):
        read = parse_day(text_of(given.get(name)), today, forward=False)
        days[name] = read.value
        if read.finding is not None or (read.value is not None and read.value > today):
            errors[name] = Finding("question.day_needed")
    asked = days["asked_on"] or today
    answered = days["answered_on"]
    if answered is not None and not values["answer"]:
        errors.setdefault("answer", Finding("question.answer_needed"))
    elif values["answer"] and answered is None and "answered_on" not in errors:
        answered = max(asked, today)
    if answered is not None and answered < asked:
        errors.setdefault("answered_on", Finding("question.answered_before"))
    return CleanedDeal({**values, "asked_on": asked, "answered_on": answered}, errors)


def is_late(asked_on: date, until: date | None) -> bool:
    """Whether a question came after the last day on which the buyer takes them."""
    return until is not None and asked_on > until
