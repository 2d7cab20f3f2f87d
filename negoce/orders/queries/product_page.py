"""Who buys a product, how much a year, and when last: among the companies that the actor sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear

from negoce.catalogue.models import Product
from negoce.catalogue.queries.own_currency import own_currency
from negoce.identity.rules.actor import Actor
from negoce.orders.models import CustomerProduct, OrderLine
from negoce.orders.queries.visible import seen_through

MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class ProductYear:
    """A calendar year of sales, cancelled orders left out; `cost` is None when a line has none."""

    year: int
    quantity: Decimal
    net: Decimal
    orders: int
    customers: int
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class ProductBuyers:
    """Those who bought the most, and how many ever bought it."""

    first: Sequence[CustomerProduct]
    count: int


def product_years(actor: Actor, product: Product) -> Sequence[ProductYear]:
    """The last ten years with sales, the latest first, amounts in our currency alone; one query."""
    euros = own_currency("order__")
    lines = OrderLine.objects.filter(
        seen_through(actor, "order__company__"), product=product, order__cancelled_at__isnull=True
    )
    rows = (
        lines.order_by()
        .annotate(year=ExtractYear("order__ordered_on"))
        .values("year")
        .annotate(
            quantities=Sum("quantity"),
            amount=Sum("net", filter=euros),
            orders=Count("order", distinct=True),
            customers=Count("order__company", distinct=True),
            spent=Sum("cost", filter=euros),
            without_cost=Count("id", filter=Q(cost__isnull=True) & euros),
        )
        .order_by("-year")
    )
    return [
        ProductYear(
            year=row["year"],
            quantity=row["quantities"],
            net=row["amount"] or Decimal(0),
            orders=row["orders"],
            customers=row["customers"],
            cost=None if row["without_cost"] else row["spent"],
        )
        for row in rows[:MOST_YEARS]
    ]


def product_buyers(actor: Actor, product: Product, limit: int) -> ProductBuyers:
    """The customers who bought the most of it, excluding VAT, and the number of all; two queries."""
    rows = CustomerProduct.objects.filter(seen_through(actor, "company__"), product=product)
    first = rows.select_related("company").order_by("-net", "-last_ordered_on", "id")
    return ProductBuyers(list(first[:limit]), rows.order_by().count())


def last_lines(actor: Actor, product: Product, limit: int) -> Sequence[OrderLine]:
    """The last lines of orders with this product, cancelled ones included; one query."""
    rows = OrderLine.objects.filter(seen_through(actor, "order__company__"), product=product)
    return list(
        rows.select_related("order__company").order_by("-order__ordered_on", "-order_id", "id")[:limit]
    )
