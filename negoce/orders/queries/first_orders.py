"""The day of each customer's first order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Min

from negoce.orders.models import Order


def first_orders(company_ids: Sequence[int], today: date) -> Mapping[int, date]:
    """First day with a purchase up to today: an order that was not cancelled and whose net is above 0."""
    rows = Order.objects.filter(
        company_id__in=company_ids, cancelled_at__isnull=True, net__gt=0, ordered_on__lte=today
    )
    return dict(rows.order_by().values_list("company_id").annotate(first=Min("ordered_on")))
