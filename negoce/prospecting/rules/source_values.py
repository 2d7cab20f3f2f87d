"""Cleans and checks what is typed of a file and of its licence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from negoce.companies.enums import Channel
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_whole,
)
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.prospecting.enums import SourceEnd, SourceKind

LINES = {"name": 120, "supplier": 120, "contract": 80, "dpo_contact": 200, "source_words": 200}
DAYS = ("starts_on", "ends_on")
FIELDS = (*LINES, "kind", "channels", "uses_allowed", *DAYS, "cost", "at_end", "note")
_MOST_USES = 1_000
_HIGHEST_COST = Decimal(10) ** 9


def clean_source(
    values: Mapping[str, object], *, today: date, mark: DecimalMark = ","
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """The columns of a file's licence, and the findings by field that refuse them. Days are typed texts or dates.

    A file of ours has no licence: what is typed of one is left out. A bought or rented one says whose it is, by
    which channels and until when it may be used; a rented one how many times.
    """
    read: dict[str, Parsed[object]] = {
        name: clean_line(values.get(name), most)  # type: ignore[misc]
        for name, most in LINES.items()
    }
    read["kind"] = clean_choice(values.get("kind"), SourceKind)  # type: ignore[assignment]
    read["at_end"] = clean_choice(values.get("at_end"), SourceEnd)  # type: ignore[assignment]
    read["note"] = clean_paragraphs(values.get("note"), 2000)  # type: ignore[assignment]
    read["uses_allowed"] = _number(values.get("uses_allowed"))  # type: ignore[assignment]
    read["cost"] = _amount(values.get("cost"), mark)  # type: ignore[assignment]
    read |= {name: _day(values.get(name), today) for name in DAYS}  # type: ignore[misc]
    errors = {name: parsed.finding for name, parsed in read.items() if parsed.finding is not None}
    cleaned = {name: parsed.value for name, parsed in read.items()}
    cleaned |= {name: cleaned[name] or "" for name in (*LINES, "note")}
    cleaned["at_end"] = cleaned["at_end"] or SourceEnd.KEEP_ANSWERED.value
    cleaned["channels"] = _channels(values.get("channels"))
    required = ["name", "kind"]
    if cleaned["kind"] == SourceKind.OWN:
        cleaned |= {"supplier": "", "contract": "", "dpo_contact": "", "channels": [], "uses_allowed": None}
        cleaned |= {"starts_on": None, "ends_on": None}
    elif cleaned["kind"]:
        required += ["supplier", "channels", "ends_on"]
    if cleaned["kind"] == SourceKind.RENTED:
        required.append("uses_allowed")
    for name in required:
        if name not in errors and not cleaned[name]:
            errors[name] = Finding("text.required")
    starts, ends = cleaned["starts_on"], cleaned["ends_on"]
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        errors["ends_on"] = Finding("source.ends_before")
    return cleaned, errors


def _channels(given: object) -> list[str]:
    known = {each.value for each in Channel}
    told = given if isinstance(given, Sequence) and not isinstance(given, str) else ()
    return sorted({str(each) for each in told} & known)


def _number(given: object) -> Parsed[int]:
    return Parsed() if given in (None, "") else clean_whole(given, _MOST_USES)


def _amount(given: object, mark: DecimalMark) -> Parsed[Decimal]:
    return Parsed() if given is None or not str(given).strip() else clean_amount(given, _HIGHEST_COST, mark)


def _day(given: object, today: date) -> Parsed[date]:
    return Parsed(given) if isinstance(given, date) else parse_day(str(given or ""), today)
