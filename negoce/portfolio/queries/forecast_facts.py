"""What a forecast rests on, as it was known on a day: customers who order, and what was sold each month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, F, FloatField, Max, Min, Q, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from negoce.kit.dates import add_months, add_years
from negoce.orders.models import Order
from negoce.orders.queries.own_currency import own_currency
from negoce.portfolio.models import CustomerLife, MonthlySales
from negoce.portfolio.rules.forecast_months import HORIZONS, Amounts

_NET = Cast(F("net"), FloatField())
_CENTS = Cast(Round(F("net") * 100), BigIntegerField())
YEARS_READ = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """What customers should order, by who follows them, and by itself for the companies asked for.

    `fitted` counts the customers whose own foresight was used.
    """

    by_owner: Mapping[int | None, Amounts]
    by_company: Mapping[int, Amounts]
    customers: int
    fitted: int


def expected_of_customers(
    as_of: date, *, with_foresight: bool, companies: Container[int] = frozenset()
) -> Expected:
    """What customers who ordered on two days or more in three years should order within 30, 90 and 365 days.

    `with_foresight` takes the orders that foresight expects of each (R-F2) × the mean value of their orders; where it
    says nothing, and always without it, the next year is as the last 365 days were. One query over orders.
    """
    foresight = _foresight() if with_foresight else {}
    found: dict[int | None, Amounts] = defaultdict(Amounts)
    alone: dict[int, Amounts] = {}
    customers = fitted = 0
    for row in _customers(as_of).iterator(chunk_size=5_000):
        known = foresight.get(row["company_id"])
        if known is None and row["first"] == row["last"]:
            continue
        customers += 1
        fitted += known is not None
        orders = known or _as_last_year(row["last_year"])
        each = row["cents"] / 100 / row["orders"]
        square = row["squares"] / row["orders"]
        amounts = Amounts(
            (orders[0] * each, orders[1] * each, orders[2] * each),
            (orders[0] * square, orders[1] * square, orders[2] * square),
        )
        found[row["company__owner_id"]] = found[row["company__owner_id"]].plus(amounts)
        if row["company_id"] in companies:
            alone[row["company_id"]] = amounts
    return Expected(found, alone, customers, fitted)


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


def _customers(as_of: date) -> Any:
    orders = Order.objects.filter(
        not_cancelled(as_of),
        ordered_on__gt=add_years(as_of, -YEARS_READ),
        ordered_on__lte=as_of,
        company__deleted_at__isnull=True,
    ).order_by()
    bought = Q(net__gt=0)
    last_year = Q(ordered_on__gt=as_of - timedelta(days=365))
    return (
        orders.values("company_id", "company__owner_id")
        .annotate(
            orders=Count("pk", filter=bought),
            last_year=Count("pk", filter=bought & last_year),
            cents=Sum(_CENTS, filter=own_currency()),
            squares=Sum(_NET * _NET, filter=bought & own_currency()),
            first=Min("ordered_on", filter=bought),
            last=Max("ordered_on", filter=bought),
        )
        .filter(orders__gt=0, cents__gt=0)
    )


def _foresight() -> Mapping[int, tuple[float, float, float]]:
    rows = CustomerLife.objects.filter(expected_365__isnull=False).order_by()
    found = {}
    for key, month, quarter, year in rows.values_list(
        "company_id", "expected_30", "mean_90", "expected_365"
    ).iterator(chunk_size=5_000):
        near = year * HORIZONS[0] / HORIZONS[2] if month is None else month
        found[key] = (near, max(near, year * HORIZONS[1] / HORIZONS[2] if quarter is None else quarter), year)
    return found


def _as_last_year(orders: int) -> tuple[float, float, float]:
    return orders * HORIZONS[0] / 365, orders * HORIZONS[1] / 365, float(orders)


def not_cancelled(as_of: date, prefix: str = "") -> Q:
    """The condition on orders that stood at the end of a day: one cancelled later was counted on then."""
    later = Q(**{f"{prefix}cancelled_at__gte": end_of_day(as_of)})
    return Q(**{f"{prefix}cancelled_at__isnull": True}) | later


def end_of_day(day: date) -> datetime:
    """The moment at which a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
