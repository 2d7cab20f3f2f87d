"""What a filter means in SQL: each condition as a Q, by the kind of its column.

« Is not » and « does not contain » keep records that hold nothing; a date « older » than N days keeps
those that never had one: « not contacted for 90 days » includes « never contacted ».
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from negoce.companies.enums import ColumnKind
from negoce.companies.queries.lists.fields import Emptiness, emptiness, field_at
from negoce.companies.queries.lists.tag_conditions import tag_condition
from negoce.companies.rules.filters import YES, Condition, Group, Operator
from negoce.kit.dates import add_months
from negoce.kit.text import name_key

if TYPE_CHECKING:
    from negoce.companies.interfaces import Column
    from negoce.companies.queries.lists.spec import ListSpec

_LOOKUPS = {Operator.OVER: "gt", Operator.UNDER: "lt", Operator.AT_LEAST: "gte", Operator.AT_MOST: "lte"}


def condition_of(spec: ListSpec, node: Condition | Group) -> Q:
    """The Q of a filter that `understand` has checked."""
    if isinstance(node, Condition):
        return _condition(spec, spec.readable[node.field], node)
    result = Q()
    for part in node.parts:
        q = condition_of(spec, part)
        result = result | q if node.any_of else result & q
    return result


def _condition(spec: ListSpec, column: Column, node: Condition) -> Q:
    if column.condition is not None:
        return column.condition(node.operator.value, node.values, spec.actor)
    if node.operator in (Operator.EMPTY, Operator.FILLED) and column.path:
        empty = is_empty(spec, column)
        return empty if node.operator is Operator.EMPTY else ~empty
    return _BY_KIND[column.kind](spec, column, node)


def is_empty(spec: ListSpec, column: Column) -> Q:
    """The records that hold nothing in a column."""
    kind = emptiness(spec.definition.model, column.path)
    nothing = Q(**{f"{column.path}__isnull": True}) if kind is not Emptiness.BLANK else Q()
    # The code of a choice may be a number, which is never an empty text.
    if column.kind in _TEXTUAL and field_at(spec.definition.model, column.path)[0].empty_strings_allowed:
        nothing |= Q(**{column.path: ""})
    return nothing


def _text(_spec: ListSpec, column: Column, node: Condition) -> Q:
    if column.is_code and node.operator in (Operator.IS, Operator.IS_NOT):
        # One list rather than alternatives: an index serves it.
        found = Q(**{f"{column.path}__in": [_key(column, value)[1] for value in node.values]})
        return ~found if node.operator is Operator.IS_NOT else found
    compare = _COMPARISONS[node.operator]
    found = reduce(or_, (compare(column, value) for value in node.values))
    return ~found if node.operator in (Operator.IS_NOT, Operator.LACKS) else found


def _is(column: Column, value: str) -> Q:
    path, key = _key(column, value)
    if key or not value:
        return Q(**{path: key}) if key else Q(**{column.path: value})
    # Indexes hold what is filled: said once more, or SQLite does not see that they serve.
    return Q(**{column.path: value}) & ~Q(**{column.path: ""})


def _contains(column: Column, value: str) -> Q:
    path, key = _key(column, value)
    return Q(**{f"{path}__contains": key}) if key else Q(**{f"{column.path}__icontains": value})


def _starts(column: Column, value: str) -> Q:
    path, key = _key(column, value)
    if not key:
        return Q(**{f"{column.path}__istartswith": value})
    # Bounds rather than LIKE: both databases find them in the index of the column.
    return Q(**{f"{path}__gte": key, f"{path}__lt": key + "\U0010ffff"})


def _key(column: Column, value: str) -> tuple[str, str]:
    """Where and as what a text is looked for byte by byte; an empty key when case and accents are the
    database's.
    """
    if column.is_code:
        return column.path, "".join(value.upper().split())
    return column.folded_path, name_key(value) if column.folded_path else ""


def _choice(_spec: ListSpec, column: Column, node: Condition) -> Q:
    found = (
        Q(**{f"{column.path}__in": node.values})
        if len(node.values) > 1
        else Q(**{column.path: node.values[0]})
    )
    return ~found if node.operator is Operator.IS_NOT else found


def _number(_spec: ListSpec, column: Column, node: Condition) -> Q:
    numbers = [Decimal(value) for value in node.values]
    if node.operator is Operator.BETWEEN:
        return Q(**{f"{column.path}__gte": numbers[0], f"{column.path}__lte": numbers[1]})
    if node.operator in (Operator.IS, Operator.IS_NOT):
        found = Q(**{f"{column.path}__in": numbers})
        return ~found if node.operator is Operator.IS_NOT else found
    return Q(**{f"{column.path}__{_LOOKUPS[node.operator]}": numbers[0]})


def _date(spec: ListSpec, column: Column, node: Condition) -> Q:
    path, today = column.path, spec.today
    if node.operator is Operator.OLDER:
        limit = today - timedelta(days=int(node.values[0]))
        before = Q(**{f"{path}__lt": _bound(column, limit)})
        never = emptiness(spec.definition.model, path)
        return before | Q(**{f"{path}__isnull": True}) if never is Emptiness.NULL else before
    first, last = _interval(node, today)
    found = Q()
    if first is not None:
        found &= Q(**{f"{path}__gte": _bound(column, first)})
    if last is not None:
        found &= Q(**{f"{path}__lt": _bound(column, last + timedelta(days=1))})
    return found


def _interval(node: Condition, today: date) -> tuple[date | None, date | None]:
    """First and last day, both included; None leaves that side open."""
    if node.operator is Operator.LAST:
        return today - timedelta(days=int(node.values[0])), today
    if node.operator is Operator.LAST_MONTHS:
        # So many whole months, then the one that is under way.
        return add_months(today.replace(day=1), -int(node.values[0])), today
    if node.operator is Operator.NEXT:
        return today, today + timedelta(days=int(node.values[0]))
    days = [date.fromisoformat(value) for value in node.values]
    if node.operator is Operator.BEFORE:
        return None, days[0] - timedelta(days=1)
    if node.operator is Operator.AFTER:
        return days[0] + timedelta(days=1), None
    return days[0], days[-1]


def _bound(column: Column, day: date) -> date | datetime:
    if column.kind is ColumnKind.DATE:
        return day
    return timezone.make_aware(datetime.combine(day, time.min))


def _yes_no(_spec: ListSpec, column: Column, node: Condition) -> Q:
    wanted = {value == YES for value in node.values}
    return (
        Q(**{f"{column.path}__in": sorted(wanted)}) if len(wanted) > 1 else Q(**{column.path: wanted.pop()})
    )


def _person(spec: ListSpec, column: Column, node: Condition) -> Q:
    ids = spec.directory.person_ids(node.values)
    found = Q(**{f"{column.path}__in": ids}) if len(ids) != 1 else Q(**{column.path: ids[0]})
    return ~found if node.operator is Operator.IS_NOT else found


def _tags(spec: ListSpec, column: Column, node: Condition) -> Q:
    tags = [tag.id for tag in spec.directory.tags_of(node.values)]
    return tag_condition(node.operator, tags, *column.more_paths)


_Build = Callable[["ListSpec", "Column", Condition], Q]
_TEXTUAL = frozenset({ColumnKind.TEXT, ColumnKind.CHOICE, ColumnKind.COMPANY})
_COMPARISONS: Mapping[Operator, Callable[[Column, str], Q]] = {
    Operator.IS: _is,
    Operator.IS_NOT: _is,
    Operator.CONTAINS: _contains,
    Operator.LACKS: _contains,
    Operator.STARTS: _starts,
}
_BY_KIND: Mapping[ColumnKind, _Build] = {
    ColumnKind.TEXT: _text,
    ColumnKind.COMPANY: _text,
    ColumnKind.CHOICE: _choice,
    ColumnKind.NUMBER: _number,
    ColumnKind.MONEY: _number,
    ColumnKind.DATE: _date,
    ColumnKind.MOMENT: _date,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.PERSON: _person,
    ColumnKind.TAGS: _tags,
}
