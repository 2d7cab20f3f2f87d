"""Adds up what was ordered, month by month, by person and family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import BigIntegerField, F, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from negoce.catalogue.queries.own_currency import own_currency
from negoce.kit.dates import add_months
from negoce.orders.models import OrderLine
from negoce.portfolio.models import MonthlySales

# Three years and the month under way: this year, last year's season, and the one before.
KEPT_MONTHS = 37


def refresh_monthly_sales(*, today: date, months: int = KEPT_MONTHS) -> int:
    """Work out again the last `months` months up to `today`, a month a transaction; returns how many rows there are.

    Idempotent. Whole amounts of cents are added, for SQLite keeps decimals as floats.
    """
    first = today.replace(day=1)
    for back in range(months):
        month = add_months(first, -back)
        rows = _rows(month, today)
        with transaction.atomic():
            MonthlySales.objects.filter(month=month).delete()
            MonthlySales.objects.bulk_create(rows, batch_size=500)
    MonthlySales.objects.filter(month__lt=add_months(first, 1 - KEPT_MONTHS)).delete()
    MonthlySales.objects.filter(month__gt=first).delete()
    return MonthlySales.objects.count()


def _rows(month: date, today: date) -> Sequence[MonthlySales]:
    lines = OrderLine.objects.filter(
        own_currency("order__"),
        order__ordered_on__gte=month,
        order__ordered_on__lt=add_months(month, 1),
        order__ordered_on__lte=today,
        order__cancelled_at__isnull=True,
        order__company__deleted_at__isnull=True,
    ).order_by()
    found = lines.values_list("order__company__owner_id", "product__family_id").annotate(
        cents=Sum(Cast(Round(F("net") * 100), BigIntegerField()))
    )
    now = timezone.now()
    return [
        MonthlySales(month=month, person_id=owner, family_id=family, net=Decimal(cents) / 100, as_of=now)
        for owner, family, cents in found
    ]
