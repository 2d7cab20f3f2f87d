"""A small world, written once for all tests here: it is whole, and its sums are right."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, QuerySet, Sum

from negoce.billing.models import Payment, Receivable
from negoce.companies.models import Activity, Company, Contact, ReportItem
from negoce.demo.seed import SeedResult, seeding_finished
from negoce.demo.seeding.handled import DAYS
from negoce.demo.world import world
from negoce.kit.money import round_money
from negoce.orders.enums import OrderSource
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine, OrderTerms
from tests.conftest import TODAY
from tests.demo.small_world import SCALE, fingerprint
from tests.factories.world import seeded_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_world")]


def test_a_small_world_is_written_whole(one_world: SeedResult) -> None:
    demo = world(TODAY, scale=SCALE)
    orders = [*demo.recent_orders(), *(order for _, rows in demo.older_orders() for order in rows)]
    assert one_world.finished
    assert seeding_finished()
    assert Company.objects.filter(is_fictional=True).count() == len(demo.outlines)
    assert Contact.objects.count() == sum(len(row.contacts) for row in demo.companies())
    assert Contact.objects.filter(current_post__isnull=True).count() == 0
    assert Order.objects.count() == len(orders)
    assert OrderLine.objects.count() == sum(len(order.lines) for order in orders)
    assert Activity.objects.count() == sum(len(rows) for _, rows in demo.activities())
    assert ReportItem.objects.filter(kind="promise", task__isnull=True).count() == 0
    assert Order.objects.filter(source=OrderSource.DEMO.value, ordered_on__lt=demo.real_start).count() == 0
    assert (
        Order.objects.filter(source=OrderSource.DEMO_SYNTHETIC.value, ordered_on__gte=demo.real_start).count()
        == 0
    )


def test_orders_equal_their_lines_and_sales_equal_their_orders() -> None:
    for order in Order.objects.order_by("pk").annotate(
        sum_of_lines=Sum("lines__net"), lines_found=Count("lines")
    ):
        assert (order.net, order.lines_count) == (order.sum_of_lines, order.lines_found)
    total = _net(Order.objects.all())
    assert _net(CustomerSales.objects.all(), "net_total") == total
    assert _net(CustomerProduct.objects.all()) == total
    year = _net(Order.objects.filter(ordered_on__gt=TODAY - timedelta(days=365)))
    assert _net(CustomerSales.objects.all(), "net_12_months") == year


def test_companies_carry_the_dates_of_their_thread() -> None:
    assert Company.objects.filter(last_contact_on__isnull=False).count() > 10
    assert Company.objects.filter(last_contact_on__gte=TODAY).count() == 0
    assert Company.objects.filter(next_activity_on__isnull=False).exists()


def test_seeded_twice_nothing_doubles() -> None:
    before = fingerprint()
    seeded_world(scale=SCALE)
    assert fingerprint() == before


def test_the_last_weeks_are_handled_and_what_is_older_was_invoiced() -> None:
    first = TODAY - timedelta(days=DAYS - 1)
    assert set(OrderTerms.objects.values_list("state", flat=True)) == {"open", "delivered"}
    assert OrderTerms.objects.filter(order__ordered_on__lt=first).count() == 0
    for terms in OrderTerms.objects.select_related("order").order_by("pk"):
        assert (terms.net, terms.state == "delivered") == (terms.order.net, terms.deliveries.exists())
    assert Receivable.objects.filter(issued_on__gte=first).count() == 0
    assert Receivable.objects.filter(is_open=True, due_on__lt=TODAY).exists()
    for payment in Payment.objects.order_by("pk").annotate(given=Sum("settlements__amount")):
        assert payment.given == payment.matched == payment.amount


def _net(rows: QuerySet[Any], column: str = "net") -> Decimal:
    """The sum of a column; SQLite adds up floats."""
    return round_money(rows.aggregate(sum=Sum(column))["sum"])
