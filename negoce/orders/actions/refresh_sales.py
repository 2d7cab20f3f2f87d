"""Brings what each customer has bought up to date: the figures and filters of the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from negoce.kit.money import round_money
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine

# A batch is one short transaction: nobody waits behind it on SQLite.
BATCH = 400
YEAR_DAYS = 365
_SALES = (
    "first_order_on", "last_order_on", "orders_count", "net_total", "net_12_months", "margin_12_months",
    "margin_rate_12_months", "as_of",
)  # fmt: skip
_PRODUCTS = ("last_ordered_on", "quantity", "net")
_HIGHEST_RATE = Decimal("99999.99")


def refresh_sales(company_ids: Iterable[int], *, today: date | None = None) -> int:
    """Work out again the sales of these companies, batch by batch; returns how many companies were looked at.

    Idempotent; only rows that differ are written. Amounts exclude VAT, cancelled orders count for nothing,
    the 12
    months are the 365 days up to `today`. The margin is known only when every order of the 12 months has
    its cost. Call it inside the transaction of the orders' own change, or outside for many companies.
    """
    day = today or timezone.localdate()
    done = 0
    for batch in _batches(company_ids):
        with transaction.atomic():
            _refresh_sales(batch, day)
            _refresh_products(batch)
        done += len(batch)
    return done


def refresh_all_sales(*, today: date | None = None) -> int:
    """The same for every company that has or had orders; each night, because 12 months move on."""
    bought = Order.objects.order_by("company_id").values_list("company_id", flat=True).distinct()
    former = CustomerSales.objects.order_by("company_id").values_list("company_id", flat=True)
    return refresh_sales(sorted({*bought.iterator(), *former.iterator()}), today=today)


def _batches(company_ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(dict.fromkeys(company_ids))
    while batch := list(islice(rest, BATCH)):
        yield batch


def _refresh_sales(company_ids: list[int], today: date) -> None:
    year = Q(ordered_on__gt=today - timedelta(days=YEAR_DAYS), ordered_on__lte=today)
    orders = Order.objects.filter(company_id__in=company_ids, cancelled_at__isnull=True).order_by()
    found = orders.values("company_id").annotate(
        first=Min("ordered_on"),
        last=Max("ordered_on"),
        number=Count("id"),
        total=Sum("net"),
        recent=Sum("net", filter=year),
        cost_in_year=Sum("cost", filter=year),
        without_cost=Count("id", filter=year & Q(cost__isnull=True)),
        in_year=Count("id", filter=year),
    )
    rows = [_sales({**row}, today) for row in found]
    kept = [row.company_id for row in rows]
    CustomerSales.objects.filter(company_id__in=company_ids).exclude(company_id__in=kept).delete()
    stored = {
        row[0]: row[1:]
        for row in CustomerSales.objects.filter(company_id__in=kept)
        .order_by()
        .values_list("company_id", *_SALES)
    }
    changed = [
        row for row in rows if stored.get(row.company_id) != tuple(getattr(row, name) for name in _SALES)
    ]
    CustomerSales.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["company"], update_fields=list(_SALES)
    )


def _sales(row: Mapping[str, Any], today: date) -> CustomerSales:
    recent = round_money(row["recent"] or Decimal(0))
    margin = None
    if row["in_year"] and not row["without_cost"]:
        margin = round_money(recent - row["cost_in_year"])
    rate = round_money(margin * 100 / recent) if margin is not None and recent > 0 else None
    return CustomerSales(
        company_id=row["company_id"],
        first_order_on=row["first"],
        last_order_on=row["last"],
        orders_count=row["number"],
        net_total=round_money(row["total"]),
        net_12_months=recent,
        margin_12_months=margin,
        margin_rate_12_months=None if rate is None else max(-_HIGHEST_RATE, min(_HIGHEST_RATE, rate)),
        as_of=today,
    )


def _refresh_products(company_ids: list[int]) -> None:
    lines = OrderLine.objects.filter(
        order__company_id__in=company_ids, order__cancelled_at__isnull=True, product__isnull=False
    ).order_by()
    found = lines.values_list("order__company_id", "product_id").annotate(
        last=Max("order__ordered_on"), amount=Sum("quantity"), total=Sum("net")
    )
    wanted = {(row[0], row[1]): (row[2], _quantity(row[3]), round_money(row[4])) for row in found}
    known = CustomerProduct.objects.filter(company_id__in=company_ids).order_by()
    stored = {
        (row[1], row[2]): row for row in known.values_list("pk", "company_id", "product_id", *_PRODUCTS)
    }
    gone = [row[0] for pair, row in stored.items() if pair not in wanted]
    CustomerProduct.objects.filter(pk__in=gone).delete()
    changed = [
        CustomerProduct(
            company_id=company, product_id=product, last_ordered_on=last, quantity=quantity, net=net
        )
        for (company, product), (last, quantity, net) in wanted.items()
        if (company, product) not in stored or stored[company, product][3:] != (last, quantity, net)
    ]
    CustomerProduct.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["company", "product"],
        update_fields=list(_PRODUCTS),
        batch_size=1_000,
    )


def _quantity(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.001"))
