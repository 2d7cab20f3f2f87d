"""What a company brought in: by year, by rank, by visit (F6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.orders.models import CustomerSales, Order
from negoce.portfolio.models import CustomerRank

YEAR = timedelta(days=365)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class YearResult:
    """Orders of a year, in euros excluding VAT. `margin` is None when the cost of one of them is not known."""

    year: int
    orders: int
    net: Decimal
    margin: Decimal | None


def yearly_results(company: Company, years: int = 5) -> Sequence[YearResult]:
    """The last years with orders, newest first, in one query; cancelled orders count for nothing, amounts in another
    currency add nothing.
    """
    euros = own_currency()
    rows = (
        Order.objects.filter(company=company, cancelled_at__isnull=True)
        .order_by()
        .annotate(year=ExtractYear("ordered_on"))
        .values("year")
        .annotate(
            orders=Count("id"),
            total=Sum("net", filter=euros),
            costs=Sum("cost", filter=euros),
            uncosted=Count("id", filter=Q(cost__isnull=True) & euros),
        )
        .order_by("-year")[:years]
    )
    return [
        YearResult(
            year=row["year"],
            orders=row["orders"],
            net=row["total"] or ZERO,
            margin=None if row["uncosted"] else (row["total"] or ZERO) - (row["costs"] or ZERO),
        )
        for row in rows
    ]


def sales_of(company: Company) -> CustomerSales | None:
    """What orders keep of a customer; None for who never ordered."""
    return CustomerSales.objects.filter(company=company).first()


def rank_of(company: Company) -> CustomerRank | None:
    """Where the company stood last night; None for who did not buy in 12 months."""
    return CustomerRank.objects.filter(company=company).first()


def visits_made(company: Company, today: date) -> int:
    """How many visits were made to a company in the 365 days up to `today`."""
    midnight = timezone.make_aware(datetime.combine(today - YEAR + timedelta(days=1), time.min))
    rows = Activity.objects.filter(company=company, deleted_at__isnull=True, starts_at__gte=midnight)
    return rows.filter(kind=ActivityKind.VISIT.value, state=ActivityState.DONE.value).count()
