"""Works out where each customer stands among all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet

from negoce.orders.models import CustomerSales
from negoce.portfolio.models import CustomerRank
from negoce.portfolio.rules.pareto import Place, places

_BATCH = 500
_COLUMNS = ("revenue_rank", "revenue_class", "margin_rank", "margin_class", "customers", "as_of")


class _Customer(NamedTuple):
    company: int
    revenue: Decimal
    margin: Decimal | None


def rank_customers(*, today: date) -> int:
    """Rank all customers who bought in the last 12 months; returns how many (R-F6).

    Reads what `orders` keeps of each customer and writes in short transactions; idempotent. Who did not buy in these
    12 months has no rank.
    """
    customers = list(_customers())
    by_revenue = places([each.revenue for each in customers])
    known = [each for each in customers if each.margin is not None]
    margins = places([each.margin for each in known if each.margin is not None])
    by_margin = dict(zip((each.company for each in known), margins, strict=True))
    rows = [
        _row(each, place, by_margin.get(each.company), len(customers), today)
        for each, place in zip(customers, by_revenue, strict=True)
    ]
    for start in range(0, len(rows), _BATCH):
        with transaction.atomic():
            CustomerRank.objects.bulk_create(
                rows[start : start + _BATCH],
                update_conflicts=True,
                unique_fields=["company"],
                update_fields=_COLUMNS,
            )
    CustomerRank.objects.exclude(company__in=_ranked().order_by().values("company")).delete()
    return len(rows)


def _ranked() -> QuerySet[CustomerSales]:
    return CustomerSales.objects.filter(net_12_months__gt=0, company__deleted_at__isnull=True)


def _customers() -> Iterator[_Customer]:
    rows = _ranked().order_by(F("company_id")).values_list("company_id", "net_12_months", "margin_12_months")
    for company, revenue, margin in rows.iterator(chunk_size=5_000):
        yield _Customer(company, revenue, margin)


def _row(
    customer: _Customer, revenue: Place, margin: Place | None, customers: int, today: date
) -> CustomerRank:
    return CustomerRank(
        company_id=customer.company,
        revenue_rank=revenue.rank,
        revenue_class=revenue.pareto.value,
        margin_rank=None if margin is None else margin.rank,
        margin_class="" if margin is None else margin.pareto.value,
        customers=customers,
        as_of=today,
    )
