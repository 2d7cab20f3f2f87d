"""An order is seen by whoever sees its company."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order


def seen_through(actor: Actor, prefix: str) -> Q:
    """The condition on rows whose company is reached through the ORM path `prefix`, such as `order__company__`."""
    return Q(**{f"{prefix}deleted_at__isnull": True}) & company_rights(actor, prefix)


def visible_orders(actor: Actor) -> QuerySet[Order]:
    """Orders of the companies that the actor may see, cancelled ones included, in no order."""
    return Order.objects.filter(seen_through(actor, "company__")).order_by()
