"""The page of a product: who buys it, how much a year, the last orders, among what one sees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.catalogue.models import Product
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.queries.product_page import ProductYear, product_years
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order, make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(product: Product, client: Client) -> str:
    answer = client.get(reverse("catalogue:product", args=[product.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def film() -> Product:
    return make_product("FILM-1", "Film étirable", price=Decimal("0.0375"), cost=Decimal("0.02"))


def test_years_leave_out_what_was_cancelled(film: Product) -> None:
    first, second = make_company(), make_company()
    make_order(first, date(2025, 3, 1), "100", product=film, quantity=Decimal(10), cost="60")
    make_order(first, date(2026, 3, 1), "50", product=film, quantity=Decimal(5), cost="30")
    make_order(second, date(2026, 4, 1), "70", product=film, quantity=Decimal(7))
    make_order(second, date(2026, 5, 1), "999", product=film, cancelled_at="2026-05-02T00:00:00Z")
    # Sold too, but of no amount in euros.
    make_order(second, date(2025, 6, 1), "800", product=film, quantity=Decimal(3), currency="USD")
    assert product_years(make_actor(), film) == [
        ProductYear(2026, Decimal(12), Decimal(120), 2, 2, None),
        ProductYear(2025, Decimal(13), Decimal(100), 2, 2, Decimal(60)),
    ]


def test_who_buys_it_and_the_way_to_the_list(film: Product) -> None:
    company = make_company("Gardot")
    order = make_order(company, date(2026, 6, 1), "120", product=film)
    refresh_sales([company.pk])
    client = signed_in(make_user())
    page = page_of(film, client)
    assert ">Film étirable</n-edit></h1>" in page
    assert "1 client" in page
    assert page.count(company_url(company)) == 2
    assert reverse("orders:order", args=[order.public_id]) in page
    assert "1er juin 2026" in page
    listed = client.get(f"{reverse('lists:companies')}?filter=products+bought+FILM-1").content.decode()
    assert f"{reverse('lists:companies')}?filter=products+bought+FILM-1" in page
    assert "Gardot" in listed


def test_only_the_sales_that_one_sees_count(film: Product) -> None:
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    mine, theirs = make_company("Mienne", owner=seller), make_company("Secrète", owner=make_user())
    for company, net in ((mine, "40"), (theirs, "4000")):
        make_order(company, date(2026, 6, 1), net, product=film)
    refresh_sales([mine.pk, theirs.pk])
    page = page_of(film, signed_in(seller))
    assert "Mienne" in page
    assert "Secrète" not in page
    assert [each.net for each in product_years(actor_for(seller), film)] == [Decimal(40)]


def test_costs_are_for_who_may_read_them(film: Product) -> None:
    make_order(make_company(), date(2026, 6, 1), "100", product=film, cost="76")
    told = page_of(film, signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value)))
    assert "24,00\u00a0€ · 24,0\u202f%" in told
    assert "0,02\u00a0€" in told
    hidden = page_of(film, signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value)))
    assert "0,0375\u00a0€" in hidden
    for words in ("24,00", "Marge", "Coût", "0,02\u00a0€"):
        assert words not in hidden


def test_a_product_that_nobody_ordered(film: Product) -> None:
    Product.objects.update(is_active=False)
    page = page_of(film, signed_in(make_user()))
    assert "Personne ne l’a encore commandé" in page
    assert "Retiré du catalogue" in page


def test_the_page_costs_the_same_whatever_was_bought(film: Product, queries: Queries) -> None:
    client = signed_in(make_user())
    years = iter(range(2015, 2027))

    def more() -> None:
        company = make_company()
        make_order(company, date(next(years), 6, 1), "100", product=film)
        refresh_sales([company.pk])

    url = reverse("catalogue:product", args=[film.public_id])
    assert queries.same(more, lambda: client.get(url)) <= 14
