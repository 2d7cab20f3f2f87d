"""Whether a filter that was read makes sense for the fields of a list: field, right to read it, operator,
values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from negoce.companies.enums import ColumnKind
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import (
    NO,
    OPERATORS,
    TAKES,
    YES,
    Condition,
    Group,
    Values,
    normalise,
)
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding
from negoce.kit.numbers import parse_decimal

MAX_DAYS = 36_500
MAX_MONTHS = 1_200
MAX_TEXT = 200
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class FilterField:
    """What a filter may say of a field: `values` closes the list of a choice, `readable` is the person's
    right.
    """

    kind: ColumnKind
    readable: bool = True
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """The part of a filter that holds, and why the rest was left out."""

    filter: Group
    problems: tuple[Finding, ...] = ()


class _Wrong(Exception):
    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, "error", figures)


def check_filter(group: Group, fields: Mapping[str, FilterField], today: date) -> Understood:
    """Keep the conditions that make sense, with values in canonical form (dates as 2026-12-31, numbers
    with a dot).

    A group of alternatives with one that does not make sense is left out whole: without it, others would
    be shown
    than those asked for. Codes: ``filter.field_unknown``, ``filter.field_hidden``, ``filter.operator_kind``,
    ``filter.value_unknown``, ``filter.value_number``, ``filter.value_date``, ``filter.value_days``,
    ``filter.value_months``, ``filter.value_range``, ``filter.value_one``, ``filter.value_text``,
    ``filter.value_missing``.
    """
    parts: list[Condition | Group] = []
    problems: list[Finding] = []
    for part in normalise((group,)).parts:
        try:
            parts.append(_check(part, fields, today))
        except _Wrong as wrong:
            problems.append(wrong.finding)
    return Understood(normalise(tuple(parts)), tuple(problems))


def _check(node: Condition | Group, fields: Mapping[str, FilterField], today: date) -> Condition | Group:
    if isinstance(node, Group):
        return Group(tuple(_check(part, fields, today) for part in node.parts), node.any_of)
    text = write_condition(node)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    field = fields.get(node.field)
    if field is None:
        raise _Wrong("filter.field_unknown", text=shown, near=node.field[:_SHOWN])
    if not field.readable:
        raise _Wrong("filter.field_hidden", text=shown, near=node.field)
    if node.operator not in OPERATORS[field.kind]:
        raise _Wrong("filter.operator_kind", text=shown, near=node.operator.value)
    return replace(node, values=_values(node, field, shown, today))


def _values(node: Condition, field: FilterField, shown: str, today: date) -> tuple[str, ...]:
    takes = TAKES[node.operator]
    if takes is Values.NO_VALUE:
        return ()
    if takes is Values.DAYS:
        return (_days(_only(node, shown), shown),)
    if takes is Values.MONTHS:
        return (_months(_only(node, shown), shown),)
    if takes is Values.DATE_THEN_MANY:
        if len(node.values) < 2:
            raise _Wrong("filter.value_missing", text=shown, near=node.operator.value)
        return (_date(node.values[0], shown, today), *(_text(value, shown) for value in node.values[1:]))
    values = tuple(dict.fromkeys(_value(value, field, shown, today) for value in node.values))
    if takes is Values.ONE:
        _only(node, shown)
    if takes is Values.RANGE:
        return _range(node, field, shown, today)
    return values


def _only(node: Condition, shown: str) -> str:
    if len(node.values) != 1:
        raise _Wrong("filter.value_one", text=shown, near=node.operator.value)
    return node.values[0]


def _range(node: Condition, field: FilterField, shown: str, today: date) -> tuple[str, ...]:
    if len(node.values) != 2:
        raise _Wrong("filter.value_range", text=shown, near=node.operator.value)
    low, high = (_value(value, field, shown, today) for value in node.values)
    if field.kind in {ColumnKind.DATE, ColumnKind.MOMENT}:
        return (low, high) if low <= high else (high, low)
    first, second = parse_decimal(low, ".").value, parse_decimal(high, ".").value
    return (low, high) if first is not None and second is not None and first <= second else (high, low)


def _value(value: str, field: FilterField, shown: str, today: date) -> str:
    if field.kind in {ColumnKind.NUMBER, ColumnKind.MONEY}:
        return _number(value, shown)
    if field.kind in {ColumnKind.DATE, ColumnKind.MOMENT}:
        return _date(value, shown, today)
    if field.kind is ColumnKind.YES_NO:
        lowered = value.lower()
        if lowered not in {YES, NO}:
            raise _Wrong("filter.value_unknown", text=shown, near=value[:_SHOWN])
        return lowered
    text = _text(value, shown)
    if field.values is not None and text not in field.values:
        raise _Wrong("filter.value_unknown", text=shown, near=value[:_SHOWN])
    return text


def _text(value: str, shown: str) -> str:
    text = value.strip()
    if not text:
        raise _Wrong("filter.value_missing", text=shown, near="")
    if len(text) > MAX_TEXT:
        raise _Wrong("filter.value_text", text=shown, max=MAX_TEXT)
    return text


def _number(value: str, shown: str) -> str:
    parsed = parse_decimal(value, ".")
    if parsed.value is None or abs(parsed.value) >= 10**15:
        raise _Wrong("filter.value_number", text=shown, near=value[:_SHOWN])
    return format(parsed.value.normalize(), "f")


def _date(value: str, shown: str, today: date) -> str:
    parsed = parse_date(value, today)
    if parsed.value is None:
        raise _Wrong("filter.value_date", text=shown, near=value[:_SHOWN])
    return parsed.value.isoformat()


def _days(value: str, shown: str) -> str:
    return _span(value, shown, MAX_DAYS, "filter.value_days")


def _months(value: str, shown: str) -> str:
    return _span(value, shown, MAX_MONTHS, "filter.value_months")


def _span(value: str, shown: str, most: int, code: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and int(value) <= most):
        raise _Wrong(code, text=shown, near=value[:_SHOWN])
    return str(int(value))
