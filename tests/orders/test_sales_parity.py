"""What the statements work out equals exact decimals, to the cent: the same rows counted in Python."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from negoce.kit.money import round_money
from negoce.orders.actions.refresh_sales import refresh_all_sales, refresh_sales
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine
from tests.factories.companies import make_company
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db
HIGHEST = Decimal("99999.99")


def sales_of(orders: list[Order], today: date) -> tuple[Any, ...]:
    """The figures of one customer, from its orders that stand."""
    recent = [order for order in orders if today - timedelta(days=365) < order.ordered_on <= today]
    net = round_money(sum((order.net for order in recent), Decimal(0)))
    margin = rate = None
    if recent and all(order.cost is not None for order in recent):
        margin = round_money(net - sum((order.cost or Decimal(0) for order in recent), Decimal(0)))
        if net > 0:
            rate = max(-HIGHEST, min(HIGHEST, round_money(margin * 100 / net)))
    days = [order.ordered_on for order in orders]
    total = round_money(sum((order.net for order in orders), Decimal(0)))
    return (min(days), max(days), len(orders), total, net, margin, rate, today)


def test_figures_equal_exact_decimals(today: date) -> None:
    draw = random.Random(20261121)
    products = [make_product() for _number in range(4)]
    companies = [make_company() for _number in range(40)]
    for company in companies:
        costs_known = draw.random() < 0.6
        for _number in range(draw.randint(1, 8)):
            net = Decimal(draw.randint(-90_000, 900_000)) / 100
            # Ties of rates and amounts that binary floats cannot hold come up often.
            net = draw.choice((net, Decimal("0.1"), Decimal("0.2"), Decimal("80"), Decimal("0.01")))
            cost = (
                str(draw.choice((round_money(net / 2), Decimal("79.99"), Decimal("0.07"), Decimal("900000"))))
                if costs_known
                else None
            )
            make_order(
                company,
                today - timedelta(days=draw.choice((0, 1, 200, 364, 365, 366, 900))),
                str(net.quantize(Decimal("0.01"))),
                cost=cost,
                product=draw.choice((None, *products)),
                quantity=Decimal(draw.randint(-3_000, 9_000)) / 1000,
                cancelled_at=datetime(2026, 1, 5, tzinfo=ZoneInfo("Europe/Paris"))
                if draw.random() < 0.1
                else None,
            )
    refresh_sales([company.pk for company in companies[:20]], today=today)
    refresh_all_sales(today=today)
    standing = defaultdict(list)
    for order in Order.objects.filter(cancelled_at__isnull=True).order_by("pk"):
        standing[order.company_id].append(order)
    names = (
        "first_order_on", "last_order_on", "orders_count", "net_total", "net_12_months", "margin_12_months",
        "margin_rate_12_months", "as_of",
    )  # fmt: skip
    stored = {
        row[0]: row[1:] for row in CustomerSales.objects.order_by("pk").values_list("company_id", *names)
    }
    assert stored == {key: sales_of(orders, today) for key, orders in standing.items()}
    bought: dict[tuple[int, int], list[Any]] = {}
    lines = OrderLine.objects.filter(order__cancelled_at__isnull=True, product__isnull=False).order_by("pk")
    for line in lines.select_related("order"):
        row = bought.setdefault((line.order.company_id, line.product_id or 0), [line.order.ordered_on, 0, 0])
        row[:] = max(row[0], line.order.ordered_on), row[1] + line.quantity, row[2] + line.net
    kept = CustomerProduct.objects.order_by("pk")
    values = kept.values_list("company_id", "product_id", "last_ordered_on", "quantity", "net")
    assert {(row[0], row[1]): list(row[2:]) for row in values} == bought
