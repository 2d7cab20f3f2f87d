"""The stored orders that a batch of lines may speak of, as plain values: two queries a few hundred orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models.functions import Upper

from negoce.orders.actions.order_store import Line
from negoce.orders.models import Order, OrderLine

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
    pairs = set(wanted)
    # References are indexed in capitals.
    named = Order.objects.annotate(capitals=Upper("reference"))
    capitals = sorted({reference.upper() for _company, reference in pairs})
    found: dict[tuple[int, str], KnownOrder] = {}
    for start in range(0, len(capitals), _PIECE):
        rows = named.filter(capitals__in=capitals[start : start + _PIECE]).order_by("pk")
        for key, company, reference, ordered_on, net, cost in rows.values_list(
            "pk", "company_id", "reference", "ordered_on", "net", "cost"
        ):
            if (company, reference) in pairs:
                found[company, reference] = KnownOrder(key, ordered_on, net, cost)
    _read_lines({order.key: order for order in found.values()})
    return found


def _read_lines(orders: Mapping[int, KnownOrder]) -> None:
    keys = sorted(orders)
    lines: dict[int, list[tuple[Line, Decimal | None]]] = defaultdict(list)
    for start in range(0, len(keys), _PIECE):
        rows = OrderLine.objects.filter(order_id__in=keys[start : start + _PIECE])
        for order, *values, cost in rows.order_by("order_id", "position").values_list(
            "order_id", *Line._fields, "cost"
        ):
            lines[order].append((Line(*values), cost))
    for key, pairs in lines.items():
        orders[key].lines = [line for line, _cost in pairs]
        orders[key].costs = [cost for _line, cost in pairs]
