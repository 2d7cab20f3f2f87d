"""Reads what is typed of the review of a meeting. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.negotiation.enums import (
    DealStep,
    DebriefAspect,
    MeetingStart,
    Recovered,
    Recovery,
    StepPractice,
)
from negoce.negotiation.rules.body_words import body_without_words
from negoce.negotiation.rules.debriefs import HIGHEST, LOWEST

SEEN_MAX, TEXT_MAX, FEEDBACK_MAX = 300, 500, 1000
# Texts of the review itself; those of its notes are `seen-<aspect>`.
TEXTS = ("perceived", "heard", "went_well", "to_change")


@dataclass(frozen=True, slots=True)
class CleanedDebrief:
    """Values fit for storing, the notes apart (a note and what was seen, by aspect), and every refusal by field."""

    values: Mapping[str, object] = field(hash=False)
    notes: Mapping[str, tuple[int, str]] = field(hash=False)
    errors: Mapping[str, Finding] = field(hash=False)


def clean_debrief(given: Mapping[str, object], recoveries: Sequence[str]) -> CleanedDebrief:
    """Read `step-<step>`, `note-<aspect>`, `seen-<aspect>`, `start`, `recovered` and the texts, by field name.

    A note comes with what was seen or heard; what was perceived of somebody comes with their words; a text that
    speaks of another's body quotes words heard. A review that says nothing is refused (``debrief.empty``).
    """
    errors: dict[str, Finding] = {}
    values: dict[str, object] = {"steps": _steps(given, errors)}
    notes = _notes(given, errors)
    for name in TEXTS:
        read = clean_line if name in ("perceived", "heard") else clean_paragraphs
        _keep(name, read(given.get(name), SEEN_MAX if read is clean_line else TEXT_MAX), values, errors)
    _read_start(given, recoveries, values, errors)
    if values.get("perceived") and not values.get("heard") and "heard" not in errors:
        errors["heard"] = Finding("debrief.heard_needed")
    for name in ("went_well", "to_change"):
        found = body_without_words(text_of(values.get(name)))
        if found is not None:
            errors.setdefault(name, found)
    says = (values["steps"], notes, values.get("start"), *(values.get(name) for name in TEXTS))
    if not errors and not any(says):
        errors[""] = Finding("debrief.empty")
    return CleanedDebrief(values, notes, errors)


def clean_feedback(text: object) -> Parsed[str]:
    """Read what a manager answers: ``debrief.feedback_needed`` when empty, ``debrief.body_without_words``."""
    parsed = clean_paragraphs(text, FEEDBACK_MAX)
    if parsed.finding is not None:
        return parsed
    if not parsed.value:
        return Parsed(None, Finding("debrief.feedback_needed"))
    found = body_without_words(parsed.value)
    return parsed if found is None else Parsed(None, found)


def _steps(given: Mapping[str, object], errors: dict[str, Finding]) -> Mapping[str, str]:
    steps = {}
    for step in DealStep:
        name = f"step-{step}"
        parsed = clean_choice(given.get(name), StepPractice)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        elif parsed.value:
            steps[step.value] = parsed.value
    return steps


def _notes(given: Mapping[str, object], errors: dict[str, Finding]) -> Mapping[str, tuple[int, str]]:
    notes = {}
    for aspect in DebriefAspect:
        number, told = f"note-{aspect}", f"seen-{aspect}"
        typed = text_of(given.get(number)).strip()
        seen = clean_line(given.get(told), SEEN_MAX)
        if seen.finding is not None:
            errors[told] = seen.finding
            continue
        if typed and typed not in {str(each) for each in range(LOWEST, HIGHEST + 1)}:
            errors[number] = Finding("debrief.note_out_of_range")
        elif typed and not seen.value:
            errors[told] = Finding("debrief.seen_needed")
        elif seen.value and not typed:
            errors[number] = Finding("debrief.note_needed")
        elif typed and seen.value:
            found = body_without_words(seen.value)
            if found is not None:
                errors[told] = found
            notes[aspect.value] = (int(typed), seen.value)
    return notes


def _read_start(
    given: Mapping[str, object],
    recoveries: Sequence[str],
    values: dict[str, object],
    errors: dict[str, Finding],
) -> None:
    """How it began; ways of coming back go with a start that was not good."""
    _keep("start", clean_choice(given.get("start"), MeetingStart), values, errors)
    known = {each.value for each in Recovery}
    if not set(recoveries) <= known:
        errors["recoveries"] = Finding("choice.unknown", "error", {"text": "…"})
        return
    used = [each.value for each in Recovery if each.value in recoveries]
    _keep("recovered", clean_choice(given.get("recovered"), Recovered), values, errors)
    if values.get("start") in ("", MeetingStart.GOOD):
        used, values["recovered"] = [], ""
    elif used and not values.get("recovered") and "recovered" not in errors:
        errors["recovered"] = Finding("debrief.recovered_needed")
    values["recoveries"] = used


def _keep(name: str, parsed: Parsed[str], values: dict[str, object], errors: dict[str, Finding]) -> None:
    if parsed.finding is not None:
        errors[name] = parsed.finding
    else:
        values[name] = parsed.value or ""
