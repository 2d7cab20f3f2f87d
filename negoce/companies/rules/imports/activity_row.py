"""Reads a row of a file as an activity. Pure.

A day that does not exist refuses the row: nobody can tell when it was. What must not be written about a person is
not brought in, as on the screens (domain 5.4), for nobody is there to give a reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.rules.activity_values import BODY_MAX, LINES, MAX_MINUTES, check_day
from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.imports.activity_fields import direction_of, kind_of, state_of
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.companies.rules.value_cleaning import clean_line, clean_paragraphs, clean_whole
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding
from negoce.kit.text import name_key

COMPANY_PREFIX = "company_"
_CLOCK = re.compile(
    r"(?:^|[T ])(\d{1,2})\s?[h:]\s?(\d{2})?(?::(\d{2}))?(?:\.\d+)?\s*(am|pm)?$", re.I | re.ASCII
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})", re.ASCII)
_DURATION = re.compile(r"(?:(\d{1,3})\s?h)?\s?(?:(\d{1,4})\s?(?:m|mn|min|minutes)?)?", re.I | re.ASCII)


def read_activity(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: `values` holds the activity's own fields, ``company``, ``company_key``, ``contact_email``,
    ``contact_name`` and ``owner``. ``starts_at`` is a datetime, aware only when the file names its zone.
    """
    findings: list[RowFinding] = []
    values: dict[str, object] = {
        name: " ".join(cells.get(name, "").split())[:200]
        for name in ("company_key", "contact_email", "contact_name", "owner", "import_key")
    }
    values["company"] = _read_company(number, cells, context, findings)
    kind = _read_kind(cells, findings)
    _read_moment(cells, context.today, values, findings)
    state = _read_state(cells, values, context.today, findings)
    if state is not ActivityState.DONE and kind is ActivityKind.NOTE:
        kind = ActivityKind.TASK
    values |= {"kind": kind.value, "state": state.value}
    if direction := direction_of(cells.get("direction", ""), cells.get("kind", "")):
        values["direction"] = direction.value
    _read_texts(cells, values, findings)
    _read_duration(cells.get("duration_minutes", ""), values, findings)
    return ReadRow(number, values, tuple(findings))


def _read_company(
    number: int, cells: Mapping[str, str], context: ReadContext, findings: list[RowFinding]
) -> Mapping[str, object]:
    own = {
        name.removeprefix(COMPANY_PREFIX): text
        for name, text in cells.items()
        if name.startswith(COMPANY_PREFIX)
    }
    key = own.pop("key", "")
    if not any(own.get(name) for name in ("name", "siren", "siret")):
        if not key:
            findings.append(RowFinding("company_name", Finding("activity.no_company")))
        return {}
    read = read_company(number, own, context, needs_name=False)
    findings += [RowFinding(f"{COMPANY_PREFIX}{each.field}", each.finding) for each in read.findings]
    return {**read.values, "name": own.get("name", "")}


def _read_kind(cells: Mapping[str, str], findings: list[RowFinding]) -> ActivityKind:
    """A row that does not say what it is is a note: it was written down, no more is known."""
    text = cells.get("kind", "")
    kind = kind_of(text) if text else None
    if text and kind is None:
        findings.append(left_out("kind", Finding("activity.kind_unknown", "error", {"text": text[:40]})))
    return kind or ActivityKind.NOTE


def _read_moment(
    cells: Mapping[str, str], today: date, values: dict[str, object], findings: list[RowFinding]
) -> None:
    text = " ".join(cells.get("starts_at", "").split())
    if _ZONED.fullmatch(text):
        values |= {"starts_at": datetime.fromisoformat(text), "all_day": False}
        return
    parsed = parse_date(re.sub(r"\s*(?:am|pm)$", "", text, flags=re.I), today)
    if parsed.finding is not None:
        findings.append(RowFinding("starts_at", parsed.finding))
        return
    if parsed.value is None:
        findings.append(RowFinding("starts_at", Finding("activity.no_date")))
        return
    hour, finding = _read_hour(cells.get("hour", "") or (text if ":" in text or "h" in text else ""))
    if finding is not None:
        findings.append(left_out("hour" if cells.get("hour") else "starts_at", finding))
    # Midnight is how programs write a day without an hour.
    values["all_day"] = hour is None or hour == time()
    values["starts_at"] = datetime.combine(parsed.value, hour or time())


def _read_hour(text: str) -> tuple[time | None, Finding | None]:
    found = _CLOCK.search(" ".join(text.split()))
    if found is None:
        return None, None if not text.strip() else Finding("moment.unreadable", "error", {"text": text[:40]})
    number, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4] and 1 <= number <= 12:
        number = number % 12 + (12 if found[4].lower() == "pm" else 0)
    if number > 23 or minute > 59 or second > 59:
        return None, Finding("moment.no_such_hour", "error", {"text": text[:40]})
    return time(number, minute, second), None


def _read_state(
    cells: Mapping[str, str], values: Mapping[str, object], today: date, findings: list[RowFinding]
) -> ActivityState:
    """What the file says; else what is ahead is planned and what is past was done."""
    text, moment = cells.get("state", ""), values.get("starts_at")
    state = state_of(text) if text else None
    if text and state is None:
        findings.append(left_out("state", Finding("activity.state_unknown", "error", {"text": text[:40]})))
    if not isinstance(moment, datetime):
        return state or ActivityState.DONE
    state = state or (ActivityState.PLANNED if moment.date() > today else ActivityState.DONE)
    finding = check_day(moment.date(), today, state.value)
    if finding is not None:
        figures = {**finding.figures, "day": moment.date().isoformat()}
        findings.append(RowFinding("starts_at", Finding(finding.code, "error", figures)))
    return state


def _read_texts(cells: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> None:
    for name in ("subject", "body"):
        most = LINES.get(name, BODY_MAX)
        text = cells.get(name, "")
        parsed = clean_line(text, most) if name == "subject" else clean_paragraphs(text, most)
        if parsed.finding is not None:
            findings.append(left_out(name, parsed.finding))
        elif parsed.value and check_free_text(parsed.value):
            findings.append(left_out(name, Finding("row.note_guard")))
        elif parsed.value:
            values[name] = parsed.value
    if "subject" not in values and (body := str(values.get("body") or "")):
        values["subject"] = body.split("\n", 1)[0][: LINES["subject"]].strip()


def _read_duration(text: str, values: dict[str, object], findings: list[RowFinding]) -> None:
    """Minutes, `1h30` or `01:30`."""
    given = text.strip()
    if not given:
        return
    parts = given.split(":")
    found = _DURATION.fullmatch(given)
    if len(parts) in (2, 3) and all(part.isdigit() for part in parts):
        minutes = int(parts[0][:4]) * 60 + int(parts[1][:4])
    elif found and (found[1] or found[2]) and not given.isdigit():
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    else:
        parsed = clean_whole(given, MAX_MINUTES)
        if parsed.finding is not None:
            findings.append(left_out("duration_minutes", parsed.finding))
            return
        minutes = parsed.value or 0
    if 0 < minutes <= MAX_MINUTES:
        values["duration_minutes"] = minutes


def person_key(name: str) -> frozenset[str]:
    """The words of a person's name, in whatever order: GARNIER Hélène is Hélène Garnier."""
    return frozenset(
        word for word in name_key(name).split() if word not in ("m", "mr", "mme", "mlle", "mrs", "ms")
    )
