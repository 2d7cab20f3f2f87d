"""The stored orders that a batch of lines may speak of, as plain values: two queries a few hundred orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection

from negoce.companies.queries.lists.among import Among
from negoce.orders.actions.order_store import LINE_FIELDS, Line
from negoce.orders.models import Order, OrderLine
from negoce.orders.queries.among import among_capitals

_PIECE = 500


@dataclass(slots=True)
class KnownOrder:
    """An order as it is stored, with its lines in order and what each of them costs."""

    key: int
    ordered_on: date
    net: Decimal
    cost: Decimal | None
    lines: list[Line] = field(default_factory=list)
    costs: list[Decimal | None] = field(default_factory=list)


def known_orders(wanted: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], KnownOrder]:
    """Stored orders by company and reference; the latest where a company has two of one reference."""
    keys = _keys_of(set(wanted))
    found = {}
    rows = Order.objects.filter(Among(sorted(keys))).order_by("pk") if keys else Order.objects.none()
    for key, ordered_on, net, cost in rows.values_list("pk", "ordered_on", "net", "cost"):
        found[keys[key]] = KnownOrder(key, ordered_on, net, cost)
    _read_lines({order.key: order for order in found.values()})
    return found


def _keys_of(pairs: set[tuple[int, str]]) -> Mapping[int, tuple[int, str]]:
    """The keys of the stored orders of these companies and references."""
    if not pairs:
        return {}
    condition, given = among_capitals("reference", (reference for _company, reference in pairs))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, company_id, reference FROM orders_order WHERE {condition}", [given])
        return {key: pair for key, *rest in cursor.fetchall() if (pair := (rest[0], rest[1])) in pairs}


def _read_lines(orders: Mapping[int, KnownOrder]) -> None:
    keys = sorted(orders)
    lines: dict[int, list[tuple[Line, Decimal | None]]] = defaultdict(list)
    for start in range(0, len(keys), _PIECE):
        rows = OrderLine.objects.filter(order_id__in=keys[start : start + _PIECE])
        for order, *line, cost in rows.order_by("order_id", "position").values_list(
            "order_id", *LINE_FIELDS, "cost"
        ):
            lines[order].append((tuple(line), cost))
    for key, pairs in lines.items():
        orders[key].lines = [line for line, _cost in pairs]
        orders[key].costs = [cost for _line, cost in pairs]
