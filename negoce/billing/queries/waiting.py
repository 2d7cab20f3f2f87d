"""What waits to be invoiced: orders, and the deliveries of each customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.billing.queries.to_invoice import invoiceable_deliveries, invoiceable_orders
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Delivery, OrderTerms

MOST = 200


@dataclass(frozen=True, slots=True)
class CustomerDeliveries:
    """The deliveries of one customer that wait, the oldest first."""

    company: Company
    deliveries: Sequence[Delivery]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders with something left, the oldest first, and deliveries by customer; at most 200 of each."""

    orders: Sequence[OrderTerms]
    customers: Sequence[CustomerDeliveries]
    more: bool


def waiting_to_invoice(actor: Actor) -> Waiting:
    """Read what the actor sees of what waits, in two queries."""
    orders = list(
        invoiceable_orders(actor)
        .select_related("order__company")
        .order_by("order__ordered_on", "pk")[: MOST + 1]
    )
    rows = list(
        invoiceable_deliveries(actor)
        .select_related("order__order__company")
        .order_by("shipped_on", "pk")[: MOST + 1]
    )
    by_company: dict[int, list[Delivery]] = {}
    for row in rows[:MOST]:
        by_company.setdefault(row.order.order.company_id, []).append(row)
    customers = [CustomerDeliveries(found[0].order.order.company, found) for found in by_company.values()]
    customers.sort(key=lambda each: (each.company.name_key, each.company.pk))
    return Waiting(orders[:MOST], customers, len(orders) > MOST or len(rows) > MOST)


def left_net(order: OrderTerms) -> Decimal:
    """What is left of an order excluding VAT, as its invoices were noted on it."""
    return order.net - order.invoiced_net
