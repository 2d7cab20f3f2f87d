"""What each customer bought, worked out from the orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from negoce.orders.actions.refresh_sales import refresh_all_sales, refresh_sales, refresh_scope
from negoce.orders.actions.sales_statements import among
from negoce.orders.models import CustomerProduct, CustomerSales, Order
from tests.factories.companies import make_company
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db


def test_sums_the_orders_and_the_last_twelve_months(today: date) -> None:
    company, product = make_company(), make_product()
    make_order(company, today, "100.10", cost="60.10", product=product, quantity=Decimal(2))
    make_order(company, today - timedelta(days=364), "300", cost="180", product=product, quantity=Decimal(1))
    make_order(company, today - timedelta(days=365), "1000", product=product)
    make_order(company, today, "9999", cancelled_at=datetime(2026, 11, 20, tzinfo=ZoneInfo("Europe/Paris")))
    assert refresh_sales([company.pk], today=today) == 1
    sales = CustomerSales.objects.get()
    assert (sales.orders_count, sales.net_total, sales.net_12_months) == (
        3,
        Decimal("1400.10"),
        Decimal("400.10"),
    )
    assert (sales.margin_12_months, sales.margin_rate_12_months) == (Decimal("160.00"), Decimal("39.99"))
    assert (sales.first_order_on, sales.last_order_on, sales.as_of) == (
        today - timedelta(days=365),
        today,
        today,
    )
    bought = CustomerProduct.objects.get()
    assert (bought.quantity, bought.net, bought.last_ordered_on) == (Decimal(4), Decimal("1400.10"), today)


def test_a_missing_cost_makes_the_margin_unknown(today: date) -> None:
    company = make_company()
    make_order(company, today, "100", cost="60")
    make_order(company, today, "50")
    refresh_sales([company.pk], today=today)
    sales = CustomerSales.objects.get()
    assert (sales.net_12_months, sales.margin_12_months, sales.margin_rate_12_months) == (
        Decimal(150),
        None,
        None,
    )


def test_another_currency_counts_as_an_order_but_for_no_amount(today: date) -> None:
    company, product = make_company(), make_product()
    make_order(company, today, "100", cost="60")
    make_order(company, today, "900", currency="USD", product=product)
    refresh_sales([company.pk], today=today)
    sales = CustomerSales.objects.get()
    assert (sales.orders_count, sales.net_total, sales.net_12_months, sales.margin_12_months) == (
        2, Decimal(100), Decimal(100), Decimal(40),
    )  # fmt: skip
    assert CustomerProduct.objects.get().net == 0


def test_doing_it_again_writes_nothing(today: date) -> None:
    company = make_company()
    make_order(company, today, "100.333", product=make_product(), quantity=Decimal("1.5"))
    make_order(company, today, "0.1", cost="0.07")
    make_order(company, today, "0.2", product=make_product(), quantity=Decimal("0.1"))
    assert refresh_scope(among([company.pk]), today) == 3
    before = (list(CustomerSales.objects.values()), list(CustomerProduct.objects.order_by("pk").values()))
    assert refresh_scope(among([company.pk]), today) == 0
    assert (
        list(CustomerSales.objects.values()),
        list(CustomerProduct.objects.order_by("pk").values()),
    ) == before


def test_a_customer_without_orders_any_more_has_no_row(today: date) -> None:
    company = make_company()
    make_order(company, today, "100", product=make_product())
    refresh_all_sales(today=today)
    Order.objects.update(cancelled_at=datetime(2026, 11, 20, tzinfo=ZoneInfo("Europe/Paris")))
    assert refresh_all_sales(today=today) == 0
    assert not CustomerSales.objects.exists()
    assert not CustomerProduct.objects.exists()


def test_twelve_months_move_on(today: date) -> None:
    company = make_company()
    make_order(company, today, "100")
    refresh_all_sales(today=today)
    refresh_all_sales(today=today + timedelta(days=365))
    assert CustomerSales.objects.get().net_12_months == 0
