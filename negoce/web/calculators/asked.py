"""What a person typed: read from a form or an address, and what a rule gets of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import QueryDict

from negoce.kit.money import format_decimal
from negoce.kit.numbers import parse_decimal
from negoce.parameters.calculator import Calculator, Input, InputKind

MOST_ROWS = 100
LONGEST = 400
_NUMBERS = (InputKind.MONEY, InputKind.PERCENT, InputKind.NUMBER, InputKind.WHOLE)
Row = dict[str, str]


@dataclass(slots=True)
class Asked:
    """The texts of the inputs and of the lines of its tables; `numbers` are the lines' names in the form."""

    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def filled(self, key: str) -> list[int]:
        """The places of the lines of a table that hold anything; the others are not asked about."""
        return [place for place, row in enumerate(self.rows.get(key, ())) if any(row.values())]


def from_data(inputs: Sequence[Input], data: QueryDict) -> Asked:
    """Return what a form or an address holds; what the calculation does not know is left out."""
    asked = Asked()
    for each in inputs:
        if each.kind is not InputKind.ROWS:
            asked.texts[each.key] = data.get(each.key, "").strip()[:LONGEST]
            continue
        found: dict[int, Row] = {}
        pattern = re.compile(rf"{re.escape(each.key)}\.([0-9]{{1,4}})\.([a-z_]+)")
        columns = {column.key for column in each.columns}
        for name in data:
            match = pattern.fullmatch(name)
            if match and match[2] in columns:
                found.setdefault(int(match[1]), {})[match[2]] = data.get(name, "").strip()[:LONGEST]
        asked.numbers[each.key] = sorted(found)[:MOST_ROWS]
        asked.rows[each.key] = [found[number] for number in asked.numbers[each.key]]
    return asked


def from_values(inputs: Sequence[Input], values: Mapping[str, object], language: str) -> Asked:
    """Return values, such as a worked example, as one types them; what is missing takes its default."""
    asked = Asked()
    for each in inputs:
        value = values.get(each.key, each.default)
        if each.kind is not InputKind.ROWS:
            asked.texts[each.key] = written_input(value, language)
            continue
        lines = [
            {column.key: written_input(row.get(column.key), language) for column in each.columns}
            for row in (value if isinstance(value, list | tuple) else ())
        ]
        asked.rows[each.key] = lines
        asked.numbers[each.key] = list(range(len(lines)))
    return asked


def from_address(calculator: Calculator, data: QueryDict, language: str) -> Asked:
    """The form at first: what the address says, nothing when it says `clear`, else the worked example."""
    inputs = calculator.inputs
    said = from_data(inputs, data)
    if any(said.texts.values()) or any(said.rows.values()):
        defaults = from_values(inputs, {}, language)
        for key, text in defaults.texts.items():
            said.texts[key] = said.texts[key] if key in data else text
        return said
    return from_values(inputs, {} if "clear" in data else calculator.example, language)


def change_rows(asked: Asked, data: QueryDict) -> str:
    """Add or take away the line that a button asked for; returns the name of the cell to type in next."""
    key, _dot, number = data.get("remove", "").partition(".")
    if key in asked.rows and number.isdecimal() and len(number) <= 4 and int(number) in asked.numbers[key]:
        place = asked.numbers[key].index(int(number))
        del asked.rows[key][place], asked.numbers[key][place]
        _renumber(asked, key)
        return f"{key}.{max(0, place - 1)}"
    key = data.get("add", "")
    if key in asked.rows and len(asked.rows[key]) < MOST_ROWS:
        asked.rows[key].append({})
        _renumber(asked, key)
        return f"{key}.{len(asked.rows[key]) - 1}"
    return ""


def _renumber(asked: Asked, key: str) -> None:
    asked.numbers[key] = list(range(len(asked.rows[key])))


def to_given(inputs: Sequence[Input], asked: Asked, language: str) -> dict[str, object]:
    """Return what the rule reads: texts, and numbers where the reader's language writes them in its own way."""
    given: dict[str, object] = {}
    for each in inputs:
        if each.kind is not InputKind.ROWS:
            given[each.key] = _read(each, asked.texts.get(each.key, ""), language)
            continue
        rows = asked.rows.get(each.key, [])
        given[each.key] = [
            {column.key: _read(column, rows[place].get(column.key, ""), language) for column in each.columns}
            for place in asked.filled(each.key)
        ]
    return given


def address_query(asked: Asked) -> str:
    """The part of an address that fills the form in again."""
    return urlencode(list(_pairs(asked)))


def written_input(value: object, language: str) -> str:
    """A value as one types it: 1 234,5 and 31/12/2026."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        decimals = max(0, -int(number.normalize().as_tuple().exponent))
        return format_decimal(number, language, min(6, decimals if decimals != 1 else 1))
    return str(value)


def _read(wanted: Input, text: str, language: str) -> object:
    # French is what rules read by themselves; 1,234.50 would be read as 1.234.
    if language != "en" or wanted.kind not in _NUMBERS:
        return text
    try:
        Decimal(text)
    except InvalidOperation:
        parsed = parse_decimal(text.removesuffix("%"), ".")
        return text if parsed.value is None else parsed.value
    return text


def _pairs(asked: Asked) -> Iterator[tuple[str, str]]:
    yield from ((key, text) for key, text in asked.texts.items() if text)
    for key, rows in asked.rows.items():
        for number, place in enumerate(asked.filled(key)):
            yield from ((f"{key}.{number}.{name}", text) for name, text in rows[place].items() if text)
