"""What the page of an order reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order, OrderLine
from negoce.orders.queries.visible import visible_orders

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class OrderLines:
    """The lines of an order in their order, at most 500, and the sum of all of them, excluding VAT."""

    lines: Sequence[OrderLine]
    net: Decimal


def orders_for_page(actor: Actor) -> QuerySet[Order]:
    """Visible orders with all that their page names; those handled here with their terms."""
    return visible_orders(actor).select_related(
        "company",
        "terms__contact",
        "terms__owner",
        "terms__billing_address",
        "terms__delivery_address",
        "terms__quote_version__quote",
    )


def order_lines(order: Order) -> OrderLines:
    """The lines of an order that the caller loaded from what the actor sees; in two queries."""
    rows = OrderLine.objects.filter(order=order)
    total = rows.order_by().aggregate(net=Sum("net"))["net"] or Decimal(0)
    return OrderLines(list(rows.select_related("product").order_by("position", "id")[:MOST_LINES]), total)
