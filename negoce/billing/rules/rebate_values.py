"""Cleans and checks what a person types of a rebate agreement. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_line, clean_paragraphs
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark
from negoce.negotiation.rules.volume_rebate import Band

LABEL_MAX, NOTE_MAX, MOST_BANDS = 120, 2000, 6
HUNDRED = Decimal(100)
HIGHEST_AMOUNT = Decimal(10) ** 12
LONGEST_YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRebate:
    """The texts of the form; `bands` are pairs (up to, percent), empty ones left out by the reader."""

    label: str
    starts_on: str
    ends_on: str
    note: str = ""
    bands: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RebateValues:
    """Values fit for the columns."""

    label: str
    starts_on: date
    ends_on: date
    note: str
    bands: tuple[Band, ...]


def clean_rebate(
    typed: TypedRebate, *, today: date, mark: DecimalMark = ","
) -> tuple[RebateValues | None, Mapping[str, Finding]]:
    """Return the values, or None and the findings by field: `label`, `starts_on`, `up_to_2`, `percent_2`, `bands`…

    Whether bands rise is the rule's to say.
    """
    errors: dict[str, Finding] = {}
    label, note = clean_line(typed.label, LABEL_MAX), clean_paragraphs(typed.note, NOTE_MAX)
    for name, read in (("label", label), ("note", note)):
        if read.finding is not None:
            errors[name] = read.finding
    if "label" not in errors and not label.value:
        errors["label"] = Finding("text.required")
    days = {name: _day(name, getattr(typed, name), today, errors) for name in ("starts_on", "ends_on")}
    bands = _bands(typed.bands, mark, errors)
    start, end = days["starts_on"], days["ends_on"]
    if start is None or end is None:
        return None, errors
    if end < start:
        errors["ends_on"] = Finding("rebate.ends_before_start")
    elif end.year - start.year >= LONGEST_YEARS:
        errors["ends_on"] = Finding("rebate.too_long", "error", {"years": LONGEST_YEARS})
    if errors:
        return None, errors
    values = RebateValues(
        label=label.value or "", starts_on=start, ends_on=end, note=note.value or "", bands=bands
    )
    return values, {}


def _day(name: str, text: str, today: date, errors: dict[str, Finding]) -> date | None:
    parsed = parse_day(text, today)
    if parsed.finding is not None:
        errors[name] = parsed.finding
    elif parsed.value is None:
        errors[name] = Finding("text.required")
    return parsed.value


def _bands(
    typed: Sequence[tuple[str, str]], mark: DecimalMark, errors: dict[str, Finding]
) -> tuple[Band, ...]:
    found: list[Band] = []
    for at, (up_to, percent) in enumerate(typed[:MOST_BANDS], start=1):
        if not up_to.strip() and not percent.strip():
            continue
        top = clean_amount(up_to, HIGHEST_AMOUNT, mark)
        rate = clean_amount(percent.replace("%", ""), HUNDRED, mark)
        if top.finding is not None:
            errors[f"up_to_{at}"] = top.finding
        if rate.finding is not None:
            errors[f"percent_{at}"] = rate.finding
        elif rate.value is None:
            errors[f"percent_{at}"] = Finding("text.required")
        else:
            found.append(Band(top.value, rate.value))
    if not found and not errors:
        errors["bands"] = Finding("rebate.no_band")
    return tuple(found)
