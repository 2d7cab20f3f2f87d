"""New orders added to figures of today give what working them out from all orders gives."""

from __future__ import annotations

import random

import pytest
from django.utils import timezone

from negoce.orders.actions.refresh_sales import refresh_all_sales, refresh_scope
from negoce.orders.actions.sales_statements import between
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine
from tests.factories.companies import make_company
from tests.factories.imports import counts, run_import_of, text_file
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db
HEADER = "N° commande;Date;SIRET;Code article;Quantité;PU HT;Montant HT"
SIRETS = ("73282932000074", "55205902401909", "30806549900128")


def lines_of(draw: random.Random, name: str, codes: list[str]) -> list[str]:
    lines = []
    for number in range(60):
        siret, day = draw.choice(SIRETS), f"{draw.randint(1, 28):02}/{draw.randint(1, 11):02}"
        year = draw.choice((2023, 2025, 2026))
        for _line in range(draw.randint(1, 3)):
            quantity, cents = draw.randint(-3, 9), draw.randint(1, 99_999)
            amount = quantity * cents
            written = f"{'-' if amount < 0 else ''}{abs(amount) // 100},{abs(amount) % 100:02}"
            lines.append(
                f"{name}-{number};{day}/{year};{siret};{draw.choice(codes)};{quantity};"
                f"{cents // 100},{cents % 100:02};{written}"
            )
    return lines


def figures() -> tuple[object, object]:
    sales = list(CustomerSales.objects.order_by("pk").values())
    products = CustomerProduct.objects.order_by("company_id", "product_id")
    return sales, list(products.values("company_id", "product_id", "last_ordered_on", "quantity", "net"))


def test_figures_after_imports_equal_those_worked_out_from_all_orders():
    draw = random.Random(7)
    codes = [make_product().code for _number in range(5)] + ["INCONNU"]
    companies = [make_company(siret=siret, siren=siret[:9]) for siret in SIRETS]
    today = timezone.localdate()
    # One customer has known margins, one figures of another day, one nothing yet.
    make_order(companies[0], today, "100.10", cost="60.05", product=None)
    refresh_all_sales(today=today)
    make_order(companies[1], today, "50", cost="20")
    for name in ("A", "B"):
        run = run_import_of(text_file(HEADER, *lines_of(draw, name, codes)), f"{name}.csv")
        assert set(counts(run)) <= {"created", "incomplete"}
    assert Order.objects.count() == 122
    added = figures()
    assert refresh_scope(between(1, 10**9), today) == 0
    assert figures() == added
    CustomerSales.objects.all().delete()
    CustomerProduct.objects.all().delete()
    refresh_all_sales(today=today)
    assert figures() == added


def test_orders_keep_their_lines_and_sums():
    codes = [make_product().code]
    for siret in SIRETS:
        make_company(siret=siret, siren=siret[:9])
    run_import_of(text_file(HEADER, *lines_of(random.Random(3), "A", codes)))
    for order in Order.objects.prefetch_related("lines").order_by("pk"):
        lines = list(order.lines.all())
        assert [line.position for line in lines] == list(range(1, order.lines_count + 1))
        assert sum(line.net for line in lines) == order.net
        assert order.import_key == f"{order.company_id}:{order.reference}"
    assert OrderLine.objects.exclude(product=None).count() == OrderLine.objects.count()
    assert len(set(Order.objects.values_list("public_id", flat=True))) == 60
