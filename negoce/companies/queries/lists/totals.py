"""How many records a list holds, and the sums under its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Avg, F, Sum

from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.among import Among
from negoce.companies.queries.lists.matching import COUNTED, Count, matching
from negoce.companies.queries.lists.spec import ListSpec


def count_rows(spec: ListSpec) -> Count:
    """Count the matching records, no further than COUNTED."""
    number = matching(spec)[: COUNTED + 1].count()
    return Count(COUNTED, more=True) if number > COUNTED else Count(number)


def totals(spec: ListSpec, keys: Sequence[int] | None = None) -> Mapping[str, Decimal | int | float | None]:
    """The sum, average or ratio under each shown column that has one, by key, over all matching records.

    `keys` are theirs, when they are known already.
    """
    wanted = [column for column in spec.columns if column.aggregate]
    if not wanted:
        return {}
    expressions: dict[str, Any] = {}
    for number, column in enumerate(wanted):
        if column.aggregate == "difference":
            first, second = column.computed_from[:2]
            expressions[f"t{number}a"] = Sum(F(first) - F(second))
        elif column.aggregate == "ratio":
            expressions[f"t{number}a"] = Sum(column.more_paths[0])
            expressions[f"t{number}b"] = Sum(column.more_paths[1])
        else:
            summed = column.summed if column.summed is not None else column.path
            expressions[f"t{number}a"] = Sum(summed) if column.aggregate == "sum" else Avg(column.path)
    records = matching(spec) if keys is None else spec.definition.model._default_manager.filter(Among(keys))
    found = records.order_by().aggregate(**expressions)
    return {column.key: _total(column, found, number) for number, column in enumerate(wanted)}


def _total(column: Column, found: Mapping[str, Any], number: int) -> Decimal | int | float | None:
    value: Decimal | int | float | None = found[f"t{number}a"]
    if column.aggregate != "ratio":
        return value
    base = found[f"t{number}b"]
    return Decimal(value) * 100 / Decimal(base) if value is not None and base else None
