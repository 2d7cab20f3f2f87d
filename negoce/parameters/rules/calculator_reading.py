"""Reads what a calculator is given: JSON of a program or texts of a form, with a finding for each fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import parse_decimal, parse_percent

MOST_ROWS = 5_000
LONGEST_TEXT = 200
MOST_DIGITS = 18


class Wanted(Protocol):
    """What reading needs to know of an input; see `parameters.calculator.Input`."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def default(self) -> Any: ...
    @property
    def lowest(self) -> Decimal | None: ...
    @property
    def highest(self) -> Decimal | None: ...
    @property
    def choices(self) -> Sequence[tuple[str, Any]]: ...
    @property
    def columns(self) -> Sequence[Wanted]: ...


def read_given(
    wanted: Sequence[Wanted], given: Mapping[str, object], today: date, path: str = ""
) -> tuple[dict[str, Any], dict[str, Finding]]:
    """Return the values read, and a finding for each input at fault, named `rows.2.amount` inside a table."""
    values: dict[str, Any] = {}
    faults: dict[str, Finding] = {}
    for each in wanted:
        raw = given.get(each.key)
        place = f"{path}{each.key}"
        if raw is None or (isinstance(raw, str) and not raw.strip()) or raw == []:
            if each.required:
                faults[place] = Finding("given.missing")
            values[each.key] = each.default
            continue
        if each.kind == "rows":
            values[each.key] = _read_rows(each, raw, today, place, faults)
            continue
        parsed = _read(each, raw, today)
        if parsed.finding is not None:
            faults[place] = parsed.finding
        values[each.key] = parsed.value
    known = {each.key for each in wanted}
    for key in given:
        if key not in known:
            faults[f"{path}{key}"[:LONGEST_TEXT]] = Finding("given.unknown")
    return values, faults


def _read_rows(
    wanted: Wanted, raw: object, today: date, place: str, faults: dict[str, Finding]
) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        faults[place] = Finding("given.not_rows")
        return []
    if len(raw) > MOST_ROWS:
        faults[place] = Finding("given.too_many_rows", "error", {"rows": len(raw), "most": MOST_ROWS})
        return []
    rows = []
    for number, row in enumerate(raw):
        values, wrong = read_given(wanted.columns, row, today, f"{place}.{number}.")
        rows.append(values)
        faults.update(wrong)
    return rows


def _read(wanted: Wanted, raw: object, today: date) -> Parsed[Any]:
    if wanted.kind == "yes_no":
        return _yes_no(raw)
    if wanted.kind in ("date", "choice", "text"):
        return _text(wanted, raw, today)
    return _number(wanted, raw)


def _yes_no(raw: object) -> Parsed[Any]:
    if isinstance(raw, bool):
        return Parsed(raw)
    known = {"true": True, "on": True, "1": True, "oui": True, "false": False, "0": False, "non": False}
    text = str(raw).strip().casefold()[:10]
    return Parsed(known[text]) if text in known else Parsed(None, Finding("given.not_yes_no"))


def _text(wanted: Wanted, raw: object, today: date) -> Parsed[Any]:
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        return Parsed(None, Finding("given.not_text"))
    text = raw.strip()
    if wanted.kind == "date":
        parsed = parse_date(text, today)
        return Parsed(parsed.value, parsed.finding)
    if wanted.kind == "choice" and text not in [value for value, _words in wanted.choices]:
        allowed = ", ".join(value for value, _words in wanted.choices)
        return Parsed(None, Finding("given.not_a_choice", "error", {"allowed": allowed}))
    return Parsed(text)


def _number(wanted: Wanted, raw: object) -> Parsed[Any]:
    found = _decimal(wanted, raw)
    if found.value is None or found.finding is not None:
        return found
    value = found.value
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return Parsed(None, Finding("given.out_of_all_proportion"))
    bounds = {"lowest": wanted.lowest, "highest": wanted.highest}
    if wanted.lowest is not None and value < wanted.lowest:
        return Parsed(None, Finding("given.too_small", "error", bounds))
    if wanted.highest is not None and value > wanted.highest:
        return Parsed(None, Finding("given.too_large", "error", bounds))
    if wanted.kind == "whole":
        if value != value.to_integral_value():
            return Parsed(None, Finding("given.not_whole"))
        return Parsed(int(value))
    return Parsed(value)


def _decimal(wanted: Wanted, raw: object) -> Parsed[Any]:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        return Parsed(None, Finding("given.not_a_number"))
    if isinstance(raw, int):
        # Turning millions of digits into a decimal takes minutes.
        return (
            Parsed(Decimal(raw))
            if abs(raw) < 10**MOST_DIGITS
            else Parsed(None, Finding("given.not_a_number"))
        )
    if isinstance(raw, Decimal):
        return Parsed(raw)
    text = raw.strip()
    if len(text) > 40:
        return Parsed(None, Finding("given.not_a_number"))
    try:
        # Programs write 1234.5; people write 1 234,50 €.
        return Parsed(Decimal(text)) if "_" not in text else Parsed(None, Finding("given.not_a_number"))
    except InvalidOperation:
        read = parse_percent if wanted.kind == "percent" else parse_decimal
        parsed = read(text, ",")
        return Parsed(parsed.value, Finding("given.not_a_number") if parsed.value is None else None)
