"""What a forecast rests on beside customers and deals: what was sold each month, and which orders stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from negoce.kit.dates import add_months
from negoce.portfolio.models import MonthlySales


def house_sales(before: date) -> Mapping[date, float]:
    """What the whole house was ordered each month, for whole months before that of a day."""
    rows = MonthlySales.objects.filter(month__lt=before.replace(day=1)).order_by("month", "pk")
    sums: dict[date, Decimal] = defaultdict(Decimal)
    for month, net in rows.values_list("month", "net"):
        sums[month] += net
    # A month without any order is a month at 0 once there was one before.
    first = min(sums, default=None)
    found: dict[date, float] = {}
    while first is not None and first < before.replace(day=1):
        found[first] = float(sums.get(first, Decimal(0)))
        first = add_months(first, 1)
    return found


def ordered_in(month: date) -> Mapping[int | None, float]:
    """What was ordered in a month so far, by who follows the customer."""
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for person, net in (
        MonthlySales.objects.filter(month=month).order_by("pk").values_list("person_id", "net")
    ):
        sums[person] += net
    return {person: float(net) for person, net in sums.items()}


def family_shares(as_of: date) -> Mapping[int, float]:
    """Which share of the last twelve whole months each family made; families that took back more have none."""
    first = as_of.replace(day=1)
    rows = MonthlySales.objects.filter(month__gte=add_months(first, -12), month__lt=first).order_by("pk")
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for family, net in rows.values_list("family_id", "net"):
        sums[family] += net
    whole = sum((net for net in sums.values() if net > 0), Decimal(0))
    return {
        family: float(net / whole) for family, net in sums.items() if family is not None and net > 0 and whole
    }


def not_cancelled(as_of: date, prefix: str = "") -> Q:
    """The condition on orders that stood at the end of a day: one cancelled later was counted on then."""
    later = Q(**{f"{prefix}cancelled_at__gte": end_of_day(as_of)})
    return Q(**{f"{prefix}cancelled_at__isnull": True}) | later


def end_of_day(day: date) -> datetime:
    """The moment at which a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
