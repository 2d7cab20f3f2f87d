"""Reads what is typed of documents, certificates and requirements. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import (
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_whole,
    lines_of,
    strip_invisible,
    text_of,
)
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding, Parsed
from negoce.kit.text import fold
from negoce.negotiation.enums import PaperKind, PaperPart, PaperState, RequirementGap
from negoce.negotiation.rules.deal_values import OLDEST, CleanedDeal
from negoce.negotiation.rules.tender_alarms import MOST_DAYS

NAME_MAX, REFERENCE_MAX, WORDS_MAX, ANSWER_MAX, PROOF_MAX = 160, 40, 2_000, 4_000, 300
YEARS_AHEAD = 30
MOST_PASTED = 500
_OPTIONAL = frozenset({"non", "n", "no", "0", "facultatif", "optionnel", "option", "souhaite", "optional"})


@dataclass(frozen=True, slots=True)
class PastedRequirement:
    """A line of a specification as it was pasted."""

    reference: str
    words: str
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class PastedRequirements:
    """The lines read, and what is wrong with the whole, if anything."""

    rows: Sequence[PastedRequirement]
    finding: Finding | None = field(default=None, hash=False)


def clean_document(given: Mapping[str, object], today: date) -> CleanedDeal:
    """Read `part`, `kind`, `name`, `is_required`, `state`, `expires_on`, `due_on`.

    Refusals: ``paper.part_needed``, ``paper.kind_needed``, ``paper.name_needed``, ``paper.state_needed``, and
    those of days.
    """
    read: dict[str, Parsed[Any]] = {
        "part": _choice(given, "part", PaperPart),
        "kind": _choice(given, "kind", PaperKind),
        "state": _choice(given, "state", PaperState),
        "name": _needed(clean_line(given.get("name"), NAME_MAX), "paper.name_needed"),
        "expires_on": _day(given.get("expires_on"), today),
        "due_on": _day(given.get("due_on"), today),
    }
    return _together(read, {"is_required": bool(given.get("is_required"))})


def clean_certificate(given: Mapping[str, object], today: date) -> CleanedDeal:
    """Read `kind`, `name`, `issued_on`, `expires_on`, and `days_before` where it is given.

    Refusals: ``paper.kind_needed``, ``paper.name_needed``, ``paper.days_crossed``, those of days and of numbers.
    """
    read: dict[str, Parsed[Any]] = {
        "kind": _choice(given, "kind", PaperKind),
        "name": _needed(clean_line(given.get("name"), NAME_MAX), "paper.name_needed"),
        "issued_on": _day(given.get("issued_on"), today, forward=False),
        "expires_on": _day(given.get("expires_on"), today),
    }
    issued, ends = read["issued_on"].value, read["expires_on"].value
    if isinstance(issued, date) and isinstance(ends, date) and ends < issued:
        read["expires_on"] = Parsed(None, Finding("paper.days_crossed"))
    if str(given.get("days_before", "")).strip():
        read["days_before"] = clean_whole(str(given["days_before"]), MOST_DAYS)
    return _together(read)


def clean_requirement(given: Mapping[str, object]) -> CleanedDeal:
    """Read `reference`, `words`, `is_mandatory`, `gap`, `answer`, `proof`.

    Refusals: ``requirement.words_needed``, ``requirement.answer_needed`` for a gap that is not told.
    """
    gap = clean_choice(given.get("gap"), RequirementGap)
    answer = clean_paragraphs(given.get("answer"), ANSWER_MAX)
    wanting = gap.value in (RequirementGap.PARTIAL, RequirementGap.VARIANT)
    if wanting and answer.finding is None and not answer.value:
        answer = Parsed(None, Finding("requirement.answer_needed"))
    read: dict[str, Parsed[Any]] = {
        "reference": clean_line(given.get("reference"), REFERENCE_MAX),
        "words": _needed(clean_paragraphs(given.get("words"), WORDS_MAX), "requirement.words_needed"),
        "gap": gap,
        "answer": answer,
        "proof": clean_line(given.get("proof"), PROOF_MAX),
    }
    found = _together(read, {"is_mandatory": bool(given.get("is_mandatory"))})
    texts = {name: found.values.get(name) or "" for name in ("reference", "gap", "answer", "proof")}
    return CleanedDeal({**found.values, **texts}, found.errors)


def read_pasted(text: object) -> PastedRequirements:
    """Read one requirement a line, as cells copied from a spreadsheet: reference, words, mandatory or not.

    A line of one cell is the words; of two, the reference and the words. Empty lines are none, a head of columns too.
    Reading stops once there are too many: what is pasted may be as long as a form. Refusals:
    ``requirement.nothing_pasted``, ``requirement.too_many``, ``requirement.line_too_long``,
    ``requirement.line_without_words``.
    """
    rows: list[PastedRequirement] = []
    lines = lines_of(text_of(text))
    for number, raw in lines:
        cells = [each.strip().strip('"').strip() for each in strip_invisible(raw).split("\t")]
        if not any(cells) or _is_head(cells):
            continue
        reference, words = ("", cells[0]) if len(cells) == 1 else (cells[0], cells[1])
        if not words:
            figures = {"line": number, "reference": reference[:REFERENCE_MAX]}
            return PastedRequirements(rows, Finding("requirement.line_without_words", "error", figures))
        if len(words) > WORDS_MAX or len(reference) > REFERENCE_MAX:
            figures = {"line": number, "words": WORDS_MAX, "reference": REFERENCE_MAX}
            return PastedRequirements(rows, Finding("requirement.line_too_long", "error", figures))
        told = fold(cells[2][:REFERENCE_MAX]).strip() if len(cells) > 2 else ""
        if len(rows) == MOST_PASTED:
            figures = {"count": len(lines), "most": MOST_PASTED}
            return PastedRequirements(rows, Finding("requirement.too_many", "error", figures))
        rows.append(PastedRequirement(reference, words, told not in _OPTIONAL))
    return PastedRequirements(rows, None if rows else Finding("requirement.nothing_pasted"))


def _is_head(cells: Sequence[str]) -> bool:
    """A line such as « Référence, Exigence, Obligatoire »."""
    heads = {"reference", "ref", "n°", "no", "numero", "article", "exigence", "requirement", "intitule"}
    return (
        len(cells) > 1
        and fold(cells[0]).strip(" .") in heads
        and fold(cells[1]).strip(" .") in (heads | {"libelle", "description", "texte", "words"})
    )


def _choice(given: Mapping[str, object], name: str, kind: type[StrEnum]) -> Parsed[str]:
    parsed = clean_choice(given.get(name), kind)
    return _needed(parsed, f"paper.{name}_needed")


def _day(value: object, today: date, *, forward: bool = True) -> Parsed[date]:
    if isinstance(value, date):
        return Parsed(value)
    day = parse_day(text_of(value), today, forward=forward)
    if day.value is not None and not OLDEST <= day.value <= add_years(today, YEARS_AHEAD):
        return Parsed(None, Finding("deal.day_unlikely", "error", {"day": day.value}))
    return day


def _needed(parsed: Parsed[str], code: str) -> Parsed[str]:
    return Parsed(None, Finding(code)) if parsed.finding is None and not parsed.value else parsed


def _together(read: Mapping[str, Parsed[Any]], more: Mapping[str, object] | None = None) -> CleanedDeal:
    values = {name: each.value for name, each in read.items() if each.finding is None}
    errors = {name: each.finding for name, each in read.items() if each.finding is not None}
    return CleanedDeal({**values, **(more or {})}, errors)
