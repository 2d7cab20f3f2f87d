"""What each customer has bought, made ready for lists from the orders just written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, Sum

from negoce.demo.seeding.bulk import insert_rows
from negoce.kit.money import round_money
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine

SALES_COLUMNS = (
    "company_id",
    "first_order_on",
    "last_order_on",
    "orders_count",
    "net_total",
    "net_12_months",
    "margin_12_months",
    "as_of",
)


def write_sales(company_ids: Sequence[int], today: date) -> None:
    """Write again the sales of some customers as of a day; cancelled orders count for nothing."""
    _write_totals(company_ids, today)
    _write_products(company_ids)


def _write_totals(company_ids: Sequence[int], today: date) -> None:
    year = Q(ordered_on__gt=today - timedelta(days=365), ordered_on__lte=today)
    rows = (
        Order.objects.filter(company_id__in=company_ids, cancelled_at__isnull=True)
        .order_by()
        .values_list("company_id")
        .annotate(
            first=Min("ordered_on"),
            last=Max("ordered_on"),
            count=Count("id"),
            total=Sum("net"),
            twelve=Sum("net", filter=year),
            margin=Sum(F("net") - F("cost"), filter=year),
        )
    )
    CustomerSales.objects.filter(company_id__in=company_ids).delete()
    insert_rows(
        CustomerSales,
        SALES_COLUMNS,
        [
            (company, first, last, count, str(_cents(total)), str(_cents(twelve)), str(_cents(margin)), today)
            for company, first, last, count, total, twelve, margin in rows
        ],
    )


def _write_products(company_ids: Sequence[int]) -> None:
    lines = OrderLine.objects.filter(
        order__company_id__in=company_ids, order__cancelled_at__isnull=True, product_id__isnull=False
    )
    rows = (
        lines.order_by()
        .values_list("order__company_id", "product_id")
        .annotate(last=Max("order__ordered_on"), units=Sum("quantity"), amount=Sum("net"))
    )
    CustomerProduct.objects.filter(company_id__in=company_ids).delete()
    insert_rows(
        CustomerProduct,
        ("company_id", "product_id", "last_ordered_on", "quantity", "net"),
        [
            (company, product, last, str(quantity), str(_cents(net)))
            for company, product, last, quantity, net in rows
        ],
    )


def _cents(amount: Decimal | None) -> Decimal:
    return round_money(amount or Decimal(0))
