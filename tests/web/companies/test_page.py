"""The page of a company: what it shows to whom, its panels, its budget."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.tag_set import set_company_tags
from negoce.companies.models import Company, Post
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.orders.models import CustomerSales
from negoce.web.companies.page import TABS
from negoce.web.companies.panel_types import Panel
from negoce.web.companies.panels import PANELS
from negoce.web.companies.record import CompanyRecord, company_url
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries
from tests.web.companies.conftest import SignedIn

pytestmark = pytest.mark.django_db

# Of which the frame: the four counts kept a minute, what was seen lately, whether the site is being prepared; and
# what proposes another status before the first order: the score, the last meeting.
FIRST_SCREEN_QUERIES = 28
# Panels with nothing to show about the company of these tests.
MAY_BE_ABSENT = {
    "target",
    "score",
    "thread",
    "foresight",
    "custom",
    "former",
    "second-posts",
    "bought",
    "rank",
    "wallet",
    "visits",
    "handled-orders",
    "contracts",
    "terms-of-sale",
    "account",
    "punctuality",
    "prices",
    "playbooks",
    "similar-buy",
}


def test_the_head_says_who_they_are(camille: Client, laiterie: Company) -> None:
    page = camille.get(company_url(laiterie)).content.decode()
    assert (
        "SAS · SIREN 732\u00a0829\u00a0320 · 48 salariés · Villard-de-Lans (38) · suivi par Camille R."
        in page
    )
    assert 'href="tel:+33476951010"' in page
    assert 'href="mailto:contact@laiterie.example"' in page
    assert "Fabrication de lait liquide" in page


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_an_address(camille: Client, laiterie: Company, tab: str) -> None:
    page = camille.get(company_url(laiterie), {"tab": tab})
    assert page.status_code == 200
    assert "Hélène Garnier" in page.content.decode() or tab not in ("overview", "contacts")


def test_an_unknown_tab_is_the_first(camille: Client, laiterie: Company) -> None:
    assert camille.get(company_url(laiterie), {"tab": "x"}).status_code == 200


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_panel_keeps_its_budget(panel: Panel, person: User, laiterie: Company, queries: Queries) -> None:
    actor = actor_for(person)
    company = Company.objects.select_related("owner", "parent", "territory").get()
    with queries.at_most(panel.queries_max):
        panel.read(CompanyRecord(actor, company))


@pytest.mark.asked_already  # the page asks it whole, and each panel is asked alone for its budget
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_panel_alone_equals_the_panel_in_the_page(camille: Client, panel: Panel, laiterie: Company) -> None:
    address = panel.url(laiterie)
    alone = camille.get(address, headers={"HX-Request": "true"}).content.decode()
    page = camille.get(company_url(laiterie), {"tab": panel.tab}).content.decode()
    assert alone in page
    assert alone.strip() or panel.key in MAY_BE_ABSENT


def test_the_first_screen_costs_the_same_whatever_it_shows(
    camille: Client, person: User, laiterie: Company, queries: Queries
) -> None:
    actor = actor_for(person)
    numbers = iter(range(10))

    def more() -> None:
        number = next(numbers)
        make_contact(laiterie, last_name=f"Autre{number}")
        make_company(f"Filiale {number}", parent=laiterie)
        set_company_tags(actor, laiterie, names=[f"Étiquette {each}" for each in range(number + 1)])

    assert queries.same(more, lambda: camille.get(company_url(laiterie))) <= FIRST_SCREEN_QUERIES


def test_what_is_not_seen_looks_like_what_is_not_there(signed_in: SignedIn, laiterie: Company) -> None:
    client = signed_in(make_user(Role.SALESPERSON))
    for url in [company_url(laiterie), *(panel.url(laiterie) for panel in PANELS)]:
        assert client.get(url).status_code == 404


def test_visitors_are_sent_to_sign_in(laiterie: Company) -> None:
    assert Client().get(company_url(laiterie)).status_code == 302
    assert Client().get(company_url(laiterie), headers={"HX-Request": "true"}).status_code == 401


def test_read_only_sees_values_and_no_editor(signed_in: SignedIn, laiterie: Company) -> None:
    page = signed_in(make_user(Role.READ_ONLY)).get(company_url(laiterie)).content.decode()
    assert "732\u00a0829\u00a0320" in page
    assert "<n-edit" not in page
    assert "deletion" not in page


def test_decision_power_is_not_everybodys(signed_in: SignedIn, laiterie: Company) -> None:
    Post.objects.update(decision_power="decides")
    seen = signed_in(make_user(Role.MANAGER, scope="all")).get(company_url(laiterie)).content.decode()
    hidden = signed_in(make_user(Role.MARKETING)).get(company_url(laiterie)).content.decode()
    assert "Décide" in seen
    assert "Décide" not in hidden


@pytest.mark.asked_already
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Café 👩‍🍳", "شركة الألبان", '"><img src=x>'])
def test_any_name_is_shown_and_harmless(camille: Client, person: User, name: str) -> None:
    company = create_company(actor_for(person), values={"name": name})
    for tab in TABS:
        page = camille.get(company_url(company), {"tab": tab}).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_the_gauge_names_what_is_missing(camille: Client) -> None:
    company = make_company("Gardot")
    page = camille.get(company_url(company)).content.decode()
    assert "complète à " in page
    assert f'data-url="{reverse("companies:field", args=[company.public_id, "siren"])}"' in page


def test_the_journal_tells_changes_in_words(camille: Client, laiterie: Company) -> None:
    camille.post(reverse("companies:field", args=[laiterie.public_id, "kind"]), {"value": "manufacturer"})
    page = camille.get(reverse("companies:journal", args=[laiterie.public_id])).content.decode()
    assert "a créé la fiche" in page
    assert "Fabricant" in page
    assert (
        camille.get(reverse("companies:journal", args=[laiterie.public_id]), {"before": "1"}).status_code
        == 200
    )


def test_home_leads_to_the_day(camille: Client) -> None:
    assert camille.get("/").headers["Location"] == "/day/"


def test_the_last_orders_come_with_their_sum(camille: Client, laiterie: Company) -> None:
    CustomerSales.objects.create(company=laiterie, net_12_months=64_820, as_of=date(2026, 11, 20))
    page = camille.get(company_url(laiterie)).content.decode()
    assert "64\u202f820\u00a0€ sur 12 mois" in page
    assert "C-2026-871" in page
