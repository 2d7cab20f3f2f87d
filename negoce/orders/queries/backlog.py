"""What is still to be delivered: by promised day, how much it is worth, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, Round

from negoce.catalogue.enums import LineKind
from negoce.identity.rules.actor import Actor
from negoce.orders.models import OrderLineTerms, OrderTerms, PromiseChange
from negoce.orders.models.order_terms import TO_DELIVER
from negoce.orders.queries.visible import seen_through

_MONEY = DecimalField(max_digits=18, decimal_places=2)


@dataclass(frozen=True, slots=True)
class BacklogTotals:
    """Orders to deliver and what is left of them, excluding VAT; the same of those that are late, and not promised."""

    orders: int
    net: Decimal
    late_orders: int
    late_net: Decimal
    undated: int


def backlog(actor: Actor, *, owner_id: int | None = None) -> QuerySet[OrderTerms]:
    """Orders with something left to deliver that the actor sees, the oldest promise first, those without one last.

    Each with `left_net` (euros excluding VAT), and `untold`: the last new date that nobody told the customer.
    """
    rows = OrderTerms.objects.filter(TO_DELIVER, seen_through(actor, "order__company__"))
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    untold = PromiseChange.objects.filter(order=OuterRef("pk"), told_at__isnull=True).order_by("-id")
    return (
        rows.annotate(left_net=_left(), untold=Subquery(untold.values("after")[:1]))
        .select_related("order__company", "owner")
        .order_by(F("promised_on").asc(nulls_last=True), "pk")
    )


def backlog_totals(actor: Actor, today: date, *, owner_id: int | None = None) -> BacklogTotals:
    """The sums of `backlog`, in one query."""
    rows = backlog(actor, owner_id=owner_id).order_by()
    late = Q(promised_on__lt=today)
    found = rows.aggregate(
        orders=Count("pk"),
        net=Sum("left_net"),
        late_orders=Count("pk", filter=late),
        late_net=Sum("left_net", filter=late),
        undated=Count("pk", filter=Q(promised_on__isnull=True)),
    )
    zero = Decimal(0)
    return BacklogTotals(
        found["orders"],
        found["net"] or zero,
        found["late_orders"],
        found["late_net"] or zero,
        found["undated"],
    )


def promises_of(terms: OrderTerms) -> Sequence[PromiseChange]:
    """The days promised one after the other, the newest first; one query."""
    return list(
        PromiseChange.objects.filter(order=terms).select_related("changed_by", "told_by").order_by("-id")
    )


def _left() -> Coalesce:
    """What the undelivered part of the lines is worth, reductions of the line in proportion."""
    # As a fraction of floats: SQLite stores whole amounts as integers, and 100 × 2 ÷ 3 would be 66.
    left = Cast(F("quantity") - F("delivered"), FloatField()) / Cast("quantity", FloatField())
    share = Round(Cast(Cast("net", FloatField()) * left, _MONEY), precision=2)
    sums = (
        OrderLineTerms.objects.filter(order=OuterRef("pk"), kind=LineKind.ITEM.value)
        .exclude(quantity=0)
        .filter(Q(quantity__gt=F("delivered")) | Q(quantity__lt=0))
        .order_by()
        .values("order")
        .annotate(sum=Sum(share))
        .values("sum")
    )
    return Coalesce(Subquery(sums, output_field=_MONEY), Decimal(0), output_field=_MONEY)
