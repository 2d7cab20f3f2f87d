"""Reads a visitor noted on a stand, as a telephone sends it, perhaps days later. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.contact_values import read_contact_value
from negoce.companies.rules.value_cleaning import clean_line, clean_paragraphs, strip_invisible
from negoce.kit.explain import Finding, Parsed
from negoce.prospecting.enums import FairInterest

NOTE_MAX, REASON_MAX, RAW_MAX = 1_000, 200, 4_000
TEXTS = ("company", "first_name", "last_name", "function", "email", "phone", "note", "guard_reason")
# A telephone whose clock is wrong, or that slept for a year, is not believed.
OLDEST = timedelta(days=60)
# How soon somebody met is called again: days after the meeting.
CALL_AGAIN: Mapping[FairInterest, int] = {FairInterest.HOT: 1, FairInterest.PROJECT: 7}


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """What was sent, cleaned; `errors` refuse it. `client_id` is None when even the number is none."""

    client_id: uuid.UUID | None
    fair: str
    values: Mapping[str, str] = field(hash=False)
    interest: FairInterest
    informed: bool
    newsletter: bool
    noted_at: datetime
    errors: Mapping[str, Finding] = field(hash=False)


def read_entry(raw: Mapping[str, object], *, now: datetime) -> ReadEntry:
    """Read one entry of which any part may be missing, wrong or hostile."""
    values: dict[str, str] = {}
    errors: dict[str, Finding] = {}
    for name in TEXTS:
        given = raw.get(name)
        parsed = _read(name, given[:RAW_MAX] if isinstance(given, str) else "", now)
        if parsed.value is None and parsed.finding is not None:
            errors[name] = parsed.finding
        values[name] = str(parsed.value or "")
    for name in ("company", "last_name"):
        if not values[name] and name not in errors:
            errors[name] = Finding("text.required")
    interest = _interest(raw.get("interest"))
    if interest is None:
        errors["interest"] = Finding("text.required")
    fair = raw.get("fair")
    return ReadEntry(
        client_id=_uuid(raw.get("id")),
        # Half an emoji is no text that a database takes.
        fair=strip_invisible(fair[:12]) if isinstance(fair, str) else "",
        values=values,
        interest=interest or FairInterest.CURIOUS,
        informed=raw.get("informed") is True,
        newsletter=raw.get("newsletter") is True,
        noted_at=_moment(raw.get("noted_at"), now),
        errors=errors,
    )


def _interest(given: object) -> FairInterest | None:
    return FairInterest(given) if isinstance(given, str) and given in set(FairInterest) else None


def _read(name: str, typed: str, now: datetime) -> Parsed[object]:
    if name == "company":
        return read_value("name", typed)
    if name == "note":
        note = clean_paragraphs(typed, NOTE_MAX)
        return Parsed(note.value, note.finding)
    if name == "guard_reason":
        reason = clean_line(typed, REASON_MAX)
        return Parsed(reason.value, reason.finding)
    return read_contact_value(name, typed, now.date())


def _uuid(given: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(given) if isinstance(given, str) and len(given) <= 40 else None
    except ValueError:
        return None


def _moment(given: object, now: datetime) -> datetime:
    """When it was noted; now when the telephone says something that cannot be."""
    try:
        at = datetime.fromisoformat(given) if isinstance(given, str) and len(given) <= 40 else now
    except ValueError:
        return now
    if at.tzinfo is None or not now - OLDEST <= at <= now:
        return now
    return at
