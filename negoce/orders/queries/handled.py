"""What the page of an order that is handled here reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from negoce.identity.rules.actor import Actor
from negoce.orders.models import Delivery, Order, OrderLineTerms, OrderTerms
from negoce.orders.queries.visible import seen_through


@dataclass(frozen=True, slots=True)
class HandledOrder:
    """The terms of an order, its lines as agreed, and its deliveries with their lines, the newest first."""

    terms: OrderTerms
    lines: Sequence[OrderLineTerms]
    deliveries: Sequence[Delivery]


def terms_for_page(order: Order) -> OrderTerms | None:
    """The terms of an order of `orders_for_page`; None for one of the past."""
    terms: OrderTerms | None = getattr(order, "terms", None)
    return terms


def handled_order(terms: OrderTerms) -> HandledOrder:
    """Lines and deliveries of an order; three queries."""
    lines = OrderLineTerms.objects.filter(order=terms).select_related("product").order_by("position", "id")
    deliveries = Delivery.objects.filter(order=terms).prefetch_related("lines__line").order_by("-id")
    return HandledOrder(terms, list(lines), list(deliveries))


def visible_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries of the orders that the actor sees, with all that their note prints."""
    return Delivery.objects.filter(seen_through(actor, "order__order__company__")).select_related(
        "order__order__company",
        "order__contact",
        "order__billing_address",
        "order__delivery_address",
        "order__owner",
        "order__quote_version",
    )
