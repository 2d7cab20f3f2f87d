"""Cleans the values of an activity, and says what each kind of activity may hold (F7). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from negoce.companies.enums import (
    CONTACT_KINDS,
    ActivityKind,
    ActivityState,
    BuyingInterest,
    Direction,
    MeetingAnswer,
    NegotiationStyle,
    ObservationKind,
    PurchaseMotive,
)
from negoce.companies.rules.value_cleaning import (
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_whole,
    text_of,
)
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding, Parsed

LINES = {"subject": 200, "need_recorded": 500, "brought": 500}
BODY_MAX = 10_000
CHOICES = {"kind": ActivityKind, "direction": Direction, "meeting_answer": MeetingAnswer}
FLAGS = ("quote_wanted", "buying_intent", "departure_declared", "is_pinned")
FACTS = ("meeting_answer", "need_recorded", "quote_wanted", "buying_intent", "departure_declared", "brought")
# Those that the life cycle of the company reads (domain 1.1).
LIFE_FACTS = ("meeting_answer", "need_recorded", "quote_wanted", "buying_intent", "departure_declared")
# What a person may change; the state has actions of its own, the moment is read by `parse_moment`.
EDITABLE = ("kind", "subject", "body", "duration_minutes", "direction", "is_pinned", *FACTS)
MAX_MINUTES = 6_000
MAX_WORDS_HEARD = 300
YEARS_AHEAD = 5
OLDEST = date(1990, 1, 1)
# Interviews: what a person showed of motives and style is noted nowhere else (domain 5.4).
INTERVIEW_KINDS = frozenset({ActivityKind.VISIT, ActivityKind.CALL, ActivityKind.VIDEO})
OBSERVATION_VALUES = {
    ObservationKind.PURCHASE_MOTIVE: PurchaseMotive,
    ObservationKind.NEGOTIATION_STYLE: NegotiationStyle,
    ObservationKind.INTEREST: BuyingInterest,
}


@dataclass(frozen=True, slots=True)
class CleanedActivity:
    """Values fit for storing, and the refusal of each of the others."""

    values: Mapping[str, object] = field(hash=False)
    errors: Mapping[str, Finding] = field(hash=False)


def clean_activity(given: Mapping[str, object]) -> CleanedActivity:
    """Read raw values by field name. Unknown names are refused with ``field.unknown``."""
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name, raw in given.items():
        parsed = read_value(name, raw)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        elif name == "kind" and not parsed.value:
            errors[name] = Finding("activity.kind_needed")
        else:
            values[name] = None if name == "duration_minutes" and not parsed.value else parsed.value
    return CleanedActivity(values, errors)


def read_value(name: str, raw: object) -> Parsed[object]:
    """Read the value of one field on its own."""
    if name in LINES:
        return _plain(clean_line(raw, LINES[name]))
    if name == "body":
        return _plain(clean_paragraphs(raw, BODY_MAX))
    if name in CHOICES:
        return _plain(clean_choice(raw, CHOICES[name]))
    if name == "duration_minutes":
        return _plain(clean_whole(raw, MAX_MINUTES))
    if name in FLAGS:
        return Parsed(raw is True or text_of(raw).strip().lower() in ("1", "true", "on", "yes", "oui"))
    return Parsed(None, Finding("field.unknown", "error", {"text": name}))


def clean_observation(kind: object, value: object, words_heard: object) -> Parsed[tuple[str, str, str]]:
    """Read one observation: its list, its value in that list, the words heard. Refusals: ``choice.unknown``,
    ``text.too_long``."""
    listed = clean_choice(kind, ObservationKind)
    if not listed.value:
        return Parsed(None, listed.finding or Finding("choice.unknown", "error", {"text": ""}))
    chosen = clean_choice(value, OBSERVATION_VALUES[ObservationKind(listed.value)])
    if not chosen.value:
        return Parsed(None, chosen.finding or Finding("choice.unknown", "error", {"text": ""}))
    words = clean_line(words_heard, MAX_WORDS_HEARD)
    if words.finding is not None:
        return Parsed(None, words.finding)
    return Parsed((listed.value, chosen.value, words.value or ""))


def check_day(day: date, today: date, state: str) -> Finding | None:
    """Say what is wrong with the day of an activity: done in the future, or out of any likelihood."""
    if not OLDEST <= day <= add_years(today, YEARS_AHEAD):
        return Finding("activity.day_unlikely", "error", {"day": day})
    if state == ActivityState.DONE and day > today:
        return Finding("activity.done_in_future", "error", {"day": day})
    return None


def may_be_planned(kind: str) -> bool:
    """Whether this kind can lie ahead: a note is written now."""
    return kind != ActivityKind.NOTE


def needs_company(kind: str) -> bool:
    """Whether this kind is an exchange with somebody: then the company must be known."""
    return kind in CONTACT_KINDS


def may_observe(kind: str, state: str) -> bool:
    """Whether what a person showed may be noted: only of an interview that took place (domain 5.4)."""
    return kind in INTERVIEW_KINDS and state == ActivityState.DONE


def _plain(parsed: Parsed[str] | Parsed[int]) -> Parsed[object]:
    return Parsed(parsed.value, parsed.finding)
