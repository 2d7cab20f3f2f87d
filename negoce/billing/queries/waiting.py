"""What waits to be invoiced: orders, and the deliveries of each customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from negoce.billing.queries.to_invoice import invoiceable_deliveries, invoiceable_orders
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Delivery, OrderTerms


@dataclass(frozen=True, slots=True)
class CustomerDeliveries:
    """The deliveries of one customer that wait, the oldest first."""

    company: Company
    deliveries: Sequence[Delivery]


def waiting_orders(actor: Actor) -> QuerySet[OrderTerms]:
    """What the actor sees of the orders with something left, the oldest first."""
    rows = invoiceable_orders(actor).select_related("order__company")
    return rows.order_by("order__ordered_on", "pk")


def waiting_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """What the actor sees of the deliveries that wait: by customer, the oldest first."""
    rows = invoiceable_deliveries(actor).select_related("order__order__company")
    return rows.order_by("order__order__company__name_key", "order__order__company_id", "shipped_on", "pk")


def by_customer(deliveries: Iterable[Delivery]) -> Sequence[CustomerDeliveries]:
    """Group deliveries as they come by their customer."""
    found: dict[int, list[Delivery]] = {}
    for row in deliveries:
        found.setdefault(row.order.order.company_id, []).append(row)
    return [CustomerDeliveries(rows[0].order.order.company, rows) for rows in found.values()]


def left_net(order: OrderTerms) -> Decimal:
    """What is left of an order excluding VAT, as its invoices were noted on it."""
    return order.net - order.invoiced_net
