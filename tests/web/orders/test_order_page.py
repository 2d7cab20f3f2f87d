"""The page of an order: its lines and totals, who sees it, who reads its margin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.orders.models import Order, OrderLine
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order, make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(order: Order, client: Client) -> str:
    answer = client.get(reverse("orders:order", args=[order.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_lines_and_totals_as_recorded() -> None:
    product = make_product("FILM-1", "Film étirable")
    company = make_company("Gardot")
    order = make_order(company, DAY, "120.50", product=product, quantity=Decimal("2.5"))
    page = page_of(order, signed_in(make_user()))
    assert f"<h1>Commande {order.reference}</h1>" in page
    assert f'<a href="{company_url(company)}">Gardot</a> · <time>1er juin 2026</time>' in page
    assert reverse("catalogue:product", args=[product.public_id]) in page
    assert '<td class="num">2,5</td>' in page
    assert "120,50\u00a0€" in page
    assert "Annulée" not in page
    assert "somme des lignes" not in page


def test_a_cancelled_order_and_a_return_are_said_to_be() -> None:
    company, client = make_company(), signed_in(make_user())
    cancelled = make_order(company, DAY, "10", cancelled_at="2026-06-03T08:00:00Z")
    page = page_of(cancelled, client)
    assert "Annulée" in page
    assert "3 juin 2026" in page
    back = make_order(company, DAY, "-10", quantity=Decimal(-1))
    assert f"<h1>Retour {back.reference}</h1>" in page_of(back, client)


def test_a_total_that_is_not_the_sum_of_the_lines_is_told() -> None:
    order = make_order(make_company(), DAY, "100")
    Order.objects.update(net=Decimal("90"))
    page = page_of(order, signed_in(make_user()))
    assert "somme des lignes, qui est de 100,00\u00a0€" in page


def test_an_order_without_lines_says_so() -> None:
    order = make_order(make_company(), DAY, "100")
    OrderLine.objects.all().delete()
    assert "Cette commande n’a pas de lignes" in page_of(order, signed_in(make_user()))


def test_it_is_seen_by_who_sees_its_company() -> None:
    owner, other = (make_user(Role.SALESPERSON, scope=Scope.OWN.value) for _each in range(2))
    order = make_order(make_company(owner=owner), DAY, "100")
    url = reverse("orders:order", args=[order.public_id])
    assert [signed_in(user).get(url).status_code for user in (owner, other)] == [200, 404]
    order.company.deleted_at = "2026-11-01T00:00:00Z"
    order.company.save()
    assert signed_in(owner).get(url).status_code == 404


def test_the_margin_is_for_who_may_read_it() -> None:
    order = make_order(make_company(), DAY, "100", cost="76")
    told = page_of(order, signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value)))
    assert "24,00\u00a0€ · 24,0\u202f%" in told
    hidden = page_of(order, signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value)))
    for words in ("24,00", "76,00", "Marge", "Coût"):
        assert words not in hidden


def test_the_page_costs_the_same_whatever_the_lines(queries: Queries) -> None:
    order = make_order(make_company(), DAY, "100")
    client = signed_in(make_user())
    numbers = iter(range(2, 20))

    def more() -> None:
        OrderLine.objects.create(
            order=order, position=next(numbers), product=make_product(), label="x",
            quantity=1, unit_price=1, net=1,
        )  # fmt: skip

    url = reverse("orders:order", args=[order.public_id])
    assert queries.same(more, lambda: client.get(url)) <= 11


def test_the_company_leads_to_its_orders() -> None:
    company = make_company()
    order = make_order(company, DAY, "100")
    url = reverse("orders:order", args=[order.public_id])
    page = signed_in(make_user()).get(company_url(company)).content.decode()
    # From the panel of the last orders, and from the thread.
    assert page.count(f'href="{url}"') == 2
    assert "Toutes les commandes" not in page
    for _each in range(4):
        make_order(company, DAY, "100")
    page = signed_in(make_user()).get(company_url(company)).content.decode()
    assert "Toutes les commandes" in page
