"""Columns that are worked out from others of the same row: a margin is what is left of the net after the cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, ExpressionWrapper, F, Q, Value
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)

from negoce.companies.rules.filters import Operator

if TYPE_CHECKING:
    from negoce.companies.interfaces import Column
    from negoce.identity.rules.actor import Actor

Row = tuple[Any, ...]
_LOOKUPS = {
    Operator.OVER: GreaterThan,
    Operator.UNDER: LessThan,
    Operator.AT_LEAST: GreaterThanOrEqual,
    Operator.AT_MOST: LessThanOrEqual,
}


def with_computed(columns: Sequence[Column], places: Sequence[int], rows: Iterable[Row]) -> list[Row]:
    """The rows with each computed column's value at its place; as they are when there is none."""
    wanted = [
        (column.computed, place, place + 1, place + 1 + len(column.computed_from))
        for column, place in zip(columns, places, strict=True)
        if column.computed is not None
    ]
    if not wanted:
        return list(rows)
    found = []
    for row in rows:
        values = list(row)
        for compute, place, start, end in wanted:
            values[place] = compute(row[start:end])
        found.append(tuple(values))
    return found


def difference(values: Sequence[Any]) -> Decimal | None:
    """The first value less the second; nothing where one of them is not known."""
    first, second = values
    return None if first is None or second is None else first - second


def difference_condition(first: str, second: str) -> Callable[[str, Sequence[str], Actor], Q]:
    """The `condition` of a column of numbers that shows `first` less `second`, two paths of the record."""

    def condition(operator: str, values: Sequence[str], _actor: Actor) -> Q:
        left = ExpressionWrapper(F(first) - F(second), output_field=_NUMBER)
        wanted = Operator(operator)
        if wanted in (Operator.EMPTY, Operator.FILLED):
            return Q(IsNull(left, wanted is Operator.EMPTY))
        numbers = [Value(Decimal(value), output_field=_NUMBER) for value in values]
        if wanted is Operator.BETWEEN:
            return Q(GreaterThanOrEqual(left, numbers[0])) & Q(LessThanOrEqual(left, numbers[1]))
        if wanted in (Operator.IS, Operator.IS_NOT):
            found = reduce(or_, (Q(Exact(left, number)) for number in numbers))
            return found if wanted is Operator.IS else Q(IsNull(left, True)) | ~found
        return Q(_LOOKUPS[wanted](left, numbers[0]))

    return condition


_NUMBER = DecimalField(max_digits=18, decimal_places=4)
