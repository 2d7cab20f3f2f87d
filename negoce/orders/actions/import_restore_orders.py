"""Puts back the orders of one batch of an import: their lines too, and the figures of their customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from negoce.companies.actions.bulk_rows import insert_values, update_rows
from negoce.companies.actions.imports.restore import (
    CHANGED_AT,
    UndoBatch,
    changed_at,
    changes_of,
    journal_fields,
    remove_with_what_follows,
    restored_values,
    rows_of,
    unchanged,
)
from negoce.companies.queries.search.among import among
from negoce.orders.actions.order_store import LINE_FIELDS
from negoce.orders.actions.sales_due import mark_sales_due
from negoce.orders.models import Order, OrderLine

_OWN = frozenset({"orders.orderline"})
_EXACT = frozenset({"quantity", "unit_price", "net"})


def undo_orders(batch: UndoBatch) -> None:
    """Remove the orders that the batch made and nobody touched; give the others their lines back.

    An order changed since is left whole: its sums and its lines go together.
    """
    made = changes_of(batch, Order)
    gone = unchanged(batch, Order, made, own=_OWN, edited=lambda keys: _edited(batch, keys))
    rows = rows_of(batch, Order) if batch.updated else {}
    companies = _companies_of([*gone, *batch.updated])
    changed: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        order = rows.get(key)
        if order is None:
            continue
        if order.updated_at != batch.image.written_at:
            batch.keep(key, fields=fields.keys() & {"ordered_on", "net", "lines"})
            continue
        back, _later = restored_values(batch, order, fields)
        back[CHANGED_AT] = changed_at(batch, order, fields, whole=True)
        changed.append((key, back))
        batch.undone.add(key)
    _put_lines_back(batch, [key for key, _back in changed])
    update_rows(Order, changed)
    remove_with_what_follows(Order, gone, _OWN)
    mark_sales_due(dict.fromkeys(companies, True))


def _companies_of(keys: Sequence[int]) -> set[int]:
    """The customers of these orders; figures worked out once too often harm nobody."""
    return set(Order.objects.filter(among(keys)).values_list("company_id", flat=True)) if keys else set()


def _put_lines_back(batch: UndoBatch, keys: Sequence[int]) -> None:
    OrderLine.objects.filter(order_id__in=keys).delete()
    insert_values(
        OrderLine,
        [
            {"order_id": key, "cost": _exact(cost), **_line(values)}
            for key in keys
            for values, cost in zip(
                batch.updated[key]["lines"][0], batch.updated[key]["costs"][0], strict=True
            )
        ],
    )


def _line(values: Sequence[Any]) -> Mapping[str, Any]:
    """A line as JSON kept it: amounts as texts."""
    return {
        name: _exact(value) if name in _EXACT else value
        for name, value in zip(LINE_FIELDS, values, strict=True)
    }


def _exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    return journal_fields(("order",), "subject_id", keys, batch.image.written_at)
