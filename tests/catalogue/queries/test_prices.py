"""The prices of many lines for one customer: agreed, listed or base, in two queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, Product
from negoce.catalogue.queries.prices import prices_for
from tests.factories.companies import make_company
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def make_product(code: str, price: str | None = "100", currency: str = "EUR") -> Product:
    amount = Decimal(price) if price else None
    return Product.objects.create(
        code=code, label=code, label_key=code.lower(), price=amount, currency=currency
    )


def test_each_line_has_its_price_in_two_queries(queries: Queries) -> None:
    company, other = make_company("Cave", kind="retailer"), make_company("Ferme")
    base, listed, agreed, foreign = (make_product(code) for code in ("A", "B", "C", "D"))
    Product.objects.filter(pk=foreign.pk).update(currency="USD")
    foreign.refresh_from_db()
    retail = PriceList.objects.create(name="Détaillants", customer_kind="retailer")
    PriceListItem.objects.create(price_list=retail, product=listed, price=Decimal(90))
    PriceListItem.objects.create(price_list=retail, product=listed, price=Decimal(80), min_quantity=10)
    NegotiatedPrice.objects.create(company=company, product=agreed, price=Decimal(70))
    NegotiatedPrice.objects.create(company=other, product=base, price=Decimal(1))
    wanted = [
        (base, Decimal(1)),
        (listed, Decimal(9)),
        (listed, Decimal(10)),
        (agreed, Decimal(1)),
        (foreign, Decimal(1)),
    ]
    with queries.exactly(2):
        found = prices_for(company, wanted, DAY)
    assert [each and (each.value.unit_price, each.value.origin) for each in found] == [
        (Decimal(100), "base"),
        (Decimal(90), "list"),
        (Decimal(80), "list"),
        (Decimal(70), "negotiated"),
        None,
    ]


def test_without_a_customer_general_prices_alone_count() -> None:
    product = make_product("A")
    retail = PriceList.objects.create(name="Détaillants", customer_kind="retailer")
    PriceListItem.objects.create(price_list=retail, product=product, price=Decimal(90))
    found = prices_for(None, [(product, Decimal(1))], DAY)[0]
    assert found is not None
    assert found.value.origin == "base"
