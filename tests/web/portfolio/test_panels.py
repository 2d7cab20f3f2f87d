"""The chapters of business behaviour and results, as a person reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Company, DeclaredFact
from negoce.identity.actions.parameter_set import set_parameter
from negoce.identity.enums import Role
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.parameters.enums import ParameterKey
from negoce.portfolio.actions.rank_customers import rank_customers
from negoce.web.companies.record import company_url
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    """The day that the pages go by."""
    return timezone.localdate()


@pytest.fixture
def browser() -> Client:
    return browser_of(Role.ADMINISTRATOR)


def browser_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def customer(today: date) -> Company:
    company = make_company()
    make_order(company, today, "36000", cost="26000", product=make_product(), quantity=Decimal(12))
    make_order(company, today.replace(year=today.year - 1, month=1), "30000", cost="20000")
    make_order(company, today.replace(year=today.year - 2, month=1), "20000", cost="15000")
    for _visit in range(4):
        make_activity(company, kind=ActivityKind.VISIT.value, starts_at=timezone.now())
    refresh_sales([company.pk], today=today)
    rank_customers(today=today)
    return company


def panel(browser: Client, company: Company, key: str) -> str:
    answer = browser.get(reverse("companies:panel", args=[company.public_id, key]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def test_results_by_year(browser: Client, customer: Company, today: date) -> None:
    shown = panel(browser, customer, "years")
    assert f"{today.year}, en cours" in shown
    assert "+50 %" in shown
    assert "10 000 € · 33,3 %" in shown
    assert "Marge" not in panel(browser_of(Role.READ_ONLY), customer, "years")


def test_the_place_among_customers(browser: Client, customer: Company) -> None:
    assert "1ᵉʳ sur 1" in panel(browser, customer, "rank")
    assert "marge" not in panel(browser_of(Role.READ_ONLY), customer, "rank")


def test_visits_are_paid_for(browser: Client, customer: Company, today: date) -> None:
    assert "Le coût d’une visite n’est pas réglé" in panel(browser, customer, "visits")
    actor = make_actor()
    set_parameter(actor, ParameterKey.VISIT_COST, starts_on=today, value=Decimal(90), source="")
    shown = panel(browser, customer, "visits")
    assert "9 640,00 €" in shown
    assert "4 visites × 90 € = 360 € de visites" in shown
    assert "9 640" not in panel(browser_of(Role.READ_ONLY), customer, "visits")


def test_our_part_of_their_purchases(browser: Client, customer: Company, today: date) -> None:
    assert "notez-le pour voir notre part" in panel(browser, customer, "wallet")
    DeclaredFact.objects.create(
        company=customer, kind="purchases", amount=120_000, share=70, known_on=today, source="interview"
    )
    shown = panel(browser, customer, "wallet")
    assert "30,0 %" in shown
    assert "48 000 €" in shown


def test_what_they_buy(browser: Client, customer: Company) -> None:
    assert "12" in panel(browser, customer, "bought")
    assert panel(browser, make_company(), "bought") == ""


def test_a_declared_fact_from_the_page(browser: Client, customer: Company) -> None:
    url = reverse("companies:declared_new", args=[customer.public_id, "competitor"])
    assert "Concurrent" in browser.get(url).content.decode()
    refused = browser.post(url, {"competitor": "Embalor", "share": "140", "source": "interview"})
    assert refused.status_code == 422
    assert (
        browser.post(url, {"competitor": "Embalor", "share": "14", "source": "interview"}).status_code == 204
    )
    assert "Embalor, 14 % de leurs achats" in panel(browser, customer, "declared")
    names = browser.get(reverse("companies:competitors"), {"competitor": "emb"}).content.decode()
    assert "Embalor" in names
    fact = DeclaredFact.objects.get()
    removal = reverse("companies:declared_removal", args=[customer.public_id, fact.public_id])
    assert browser.post(removal).status_code == 204
    assert "Embalor" not in panel(browser, customer, "declared")


def test_the_list_filters_by_class(browser: Client, customer: Company) -> None:
    make_company("Sans commande")
    page = browser.get(reverse("lists:companies"), {"filter": "revenue_class is A"}).content.decode()
    assert customer.name in page
    assert "Sans commande" not in page
    assert company_url(customer) in page


def test_prices_stand_beside_the_base_prices_and_returns_are_not_bought(browser: Client, today: date) -> None:
    company = make_company()
    product = make_product(price="100")
    make_order(company, today, "930", product=product, quantity=Decimal(10))
    make_order(company, today, "-500", product=product, quantity=Decimal(-5))
    make_order(company, today.replace(year=today.year - 2), "10", product=product, quantity=Decimal(10))
    gone = make_product(label="Globe gonflable", price="10")
    make_order(company, today, "-40", product=gone, quantity=Decimal(-4))
    refresh_sales([company.pk], today=today)
    shown = panel(browser, company, "prices")
    assert "7,0 % sous les prix de base" in shown
    assert "<dd>70 €</dd>" in shown
    assert gone.label not in panel(browser, company, "bought")
    assert product.label in panel(browser, company, "bought")
