"""What old customers bought in their last year with us, and what a customer buys in a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg

from negoce.automation.rules.day_stake import Amounts
from negoce.catalogue.queries.own_currency import own_currency
from negoce.orders.models import CustomerSales, Order

YEAR = timedelta(days=365)


def last_years(last_orders: Mapping[int, date]) -> dict[int, Amounts]:
    """Revenue and margin of the 365 days up to the last order of each company, by its key; one query.

    What it sent back since is taken off: who returned everything is not worth what it had bought.
    The margin is None when the cost of one of these orders is not known.
    """
    nets: dict[int, Decimal] = defaultdict(Decimal)
    margins: dict[int, Decimal | None] = defaultdict(Decimal)
    orders = Order.objects.filter(own_currency(), company_id__in=list(last_orders), cancelled_at__isnull=True)
    if last_orders:
        orders = orders.filter(ordered_on__gt=min(last_orders.values()) - YEAR)
    for company, day, net, cost in orders.order_by("company_id", "pk").values_list(
        "company_id", "ordered_on", "net", "cost"
    ):
        last = last_orders[company]
        if day <= last - YEAR or (day > last and net >= 0):
            continue
        nets[company] += net
        known = margins[company]
        margins[company] = None if cost is None or known is None else known + net - cost
    return {company: Amounts(margins[company], net) for company, net in nets.items()}


def usual_revenue(person_id: int) -> float | None:
    """What a customer of the person bought on average in 12 months; None without customers. One query."""
    rows = CustomerSales.objects.filter(
        company__owner_id=person_id, company__deleted_at__isnull=True, net_12_months__gt=0
    )
    found = rows.aggregate(mean=Avg("net_12_months"))["mean"]
    return None if found is None else float(found)
