"""The card of rebates and its dialogs, the margin of the years net of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.billing.actions.rebates.accrue import accrue_active
from negoce.billing.models import RebateAgreement
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.web.rebates.panels import REBATES
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.rebates import make_rebate
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
POSTED = {
    "label": "Ristourne 2025",
    "starts_on": "01/01/2025",
    "ends_on": "31/12/2025",
    "up_to_1": "20 000",
    "percent_1": "1",
    "percent_2": "3",
}


def browser_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def browser() -> Client:
    return browser_of(Role.ADMINISTRATOR)


@pytest.fixture
def company() -> Company:
    return make_company()


def panel(browser: Client, company: Company, key: str = "rebates") -> str:
    answer = browser.get(reverse("companies:panel", args=[company.public_id, key]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_card_says_where_each_figure_comes_from(browser: Client, company: Company) -> None:
    today = timezone.localdate()
    make_rebate(company, today.year)
    make_order(company, today, "16000")
    shown = panel(browser, company)
    for words in (
        "16 000,00 €",
        "160,00 €",
        "Le premier mois se compte quand il est fini.",
        "encore 4 000,00 € d’achats pour passer à 2 %",
        "de 20 000 € à 50 000 €",
        "au-delà de 50 000 €",
        "De 0 à 16 000 € : 16 000 × 1 % = 160 €.",
    ):
        assert words in shown
    assert "à rendre" not in shown
    reader = panel(browser_of(Role.READ_ONLY), company)
    assert "160,00 €" in reader
    assert "Modifier" not in reader


def test_what_is_to_settle_is_said_when_the_period_is_over(browser: Client, company: Company) -> None:
    year = timezone.localdate().year - 1
    make_rebate(company, year)
    make_order(company, date(year, 6, 1), "64000")
    shown = panel(browser, company)
    assert "Période terminée : 1 220,00 € HT à rendre au client" in shown
    assert "Tranche suivante" not in shown


def test_nothing_is_shown_to_who_can_do_nothing_with_it(company: Company) -> None:
    assert panel(browser_of(Role.READ_ONLY), company) == ""


def test_the_card_asks_the_same_whatever_it_shows(
    browser: Client, company: Company, queries: Queries
) -> None:
    years = iter(range(2010, 2030))

    def more() -> None:
        make_rebate(company, next(years))
        list(accrue_active(today=date(2026, 11, 20)))

    more()
    queries.same(more, lambda: panel(browser, company))
    assert REBATES.queries_max == 3


def test_a_rebate_is_noted_changed_and_closed(browser: Client, company: Company) -> None:
    url = reverse("rebates:new", args=[company.public_id])
    assert "Achats jusqu’à" in browser.get(url, headers=HTMX).content.decode()
    done = browser.post(url, POSTED, headers=HTMX)
    assert done.status_code == 204
    assert "panel-rebates" in done.headers["HX-Trigger"]
    row = RebateAgreement.objects.get()
    url = reverse("rebates:change", args=[company.public_id, row.public_id])
    assert 'value="20000"' in browser.get(url, headers=HTMX).content.decode()
    wrong = browser.post(url, {**POSTED, "percent_2": "300", "revision": 0}, headers=HTMX)
    assert wrong.status_code == 422
    assert "percent_2" in wrong.content.decode()
    assert browser.post(url, {**POSTED, "percent_2": "2", "revision": 0}, headers=HTMX).status_code == 204
    assert browser.post(url, {**POSTED, "revision": 0}, headers=HTMX).status_code == 409
    url = reverse("rebates:closing", args=[company.public_id, row.public_id])
    assert browser.get(url, headers=HTMX).status_code == 200
    assert browser.post(url, {"ends_on": "01/03/2025", "revision": 1}, headers=HTMX).status_code == 204
    assert "close" in panel(browser, company)


def test_only_who_keeps_prices_opens_the_dialogs(company: Company) -> None:
    row = make_rebate(company)
    client = browser_of(Role.READ_ONLY)
    for url in (
        reverse("rebates:new", args=[company.public_id]),
        reverse("rebates:change", args=[company.public_id, row.public_id]),
        reverse("rebates:closing", args=[company.public_id, row.public_id]),
    ):
        assert client.get(url, headers=HTMX).status_code == 403


def test_the_margin_of_a_year_is_net_of_its_rebates(browser: Client, company: Company) -> None:
    year = timezone.localdate().year - 1
    make_order(company, date(year, 6, 1), "64000", cost="60000")
    assert "4 000 € · 6,3 %" in panel(browser, company, "years")
    make_rebate(company, year)
    list(accrue_active())
    shown = panel(browser, company, "years")
    assert "2 780 € · 4,3 %" in shown
    assert f"Marge nette des ristournes provisionnées ({year} : 1 220,00 €)." in shown
    assert "ristournes" not in panel(browser_of(Role.READ_ONLY), company, "years")
