"""How many records a list holds, and the sums under its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Sum

from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.among import Among
from negoce.companies.queries.lists.matching import COUNTED, matching
from negoce.companies.queries.lists.matching import Count as RowCount
from negoce.companies.queries.lists.spec import ListSpec


def count_rows(spec: ListSpec) -> RowCount:
    """Count the matching records, no further than COUNTED."""
    number = matching(spec)[: COUNTED + 1].count()
    return RowCount(COUNTED, more=True) if number > COUNTED else RowCount(number)


# The currency of the house; a row that names none is in it.
OWN_CURRENCY = "EUR"
_OWN = ("", OWN_CURRENCY)
# A sum in each of several currencies, ours first: nothing says at what rate they would be added up.
Amounts = tuple[tuple[str, Decimal], ...]
Total = Decimal | int | float | Amounts | None


def totals(spec: ListSpec, keys: Sequence[int] | None = None) -> Mapping[str, Total]:
    """The sum, average or ratio under each shown column that has one, by key, over all matching records.

    `keys` are theirs, when they are known already. Amounts in several currencies are as many sums.
    """
    wanted = [column for column in spec.columns if column.aggregate]
    if not wanted:
        return {}
    records = matching(spec) if keys is None else spec.definition.model._default_manager.filter(Among(keys))
    path = next((column.currency_path for column in wanted if column.currency_path), "")
    expressions = _expressions(wanted, own=True)
    if path:
        expressions["others"] = Count("pk", filter=~Q(**{f"{path}__in": _OWN}))
    found = records.order_by().aggregate(**expressions)
    sums: dict[str, Total] = {column.key: _total(column, found, at) for at, column in enumerate(wanted)}
    return {**sums, **_by_currency(records, wanted, path, sums)} if found.get("others") else sums


def _expressions(wanted: Sequence[Column], *, own: bool) -> dict[str, Any]:
    """What the database adds up; with `own`, of amounts only those in the currency of the house."""
    expressions: dict[str, Any] = {}
    for number, column in enumerate(wanted):
        bounds = Q(**{f"{column.currency_path}__in": _OWN}) if own and column.currency_path else None
        if column.aggregate == "difference":
            first, second = column.computed_from[:2]
            expressions[f"t{number}a"] = Sum(F(first) - F(second), filter=bounds)
        elif column.aggregate == "ratio":
            expressions[f"t{number}a"] = Sum(column.more_paths[0])
            expressions[f"t{number}b"] = Sum(column.more_paths[1])
        else:
            summed = column.summed if column.summed is not None else column.path
            expressions[f"t{number}a"] = (
                Sum(summed, filter=bounds) if column.aggregate == "sum" else Avg(column.path)
            )
    return expressions


def _by_currency(
    records: QuerySet[Any], wanted: Sequence[Column], path: str, sums: Mapping[str, Total]
) -> Mapping[str, Total]:
    """The sums of the amounts, in our currency and in each of the others."""
    amounts = [column for column in wanted if column.currency_path == path]
    others = records.exclude(**{f"{path}__in": _OWN}).order_by(path).values(path)
    rows = list(others.annotate(**_expressions(amounts, own=False)))
    found: dict[str, Total] = {}
    for number, column in enumerate(amounts):
        own = sums[column.key]
        first = [] if own is None else [(OWN_CURRENCY, Decimal(str(own)))]
        rest = [
            (str(row[path]), Decimal(str(row[f"t{number}a"])))
            for row in rows
            if row[f"t{number}a"] is not None
        ]
        found[column.key] = (*first, *rest)
    return found


def _total(column: Column, found: Mapping[str, Any], number: int) -> Decimal | int | float | None:
    value: Decimal | int | float | None = found[f"t{number}a"]
    if column.aggregate != "ratio":
        return value
    base = found[f"t{number}b"]
    return Decimal(value) * 100 / Decimal(base) if value is not None and base else None
