"""Offers by segment, and what similar customers buy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.automation.actions.affinity_refresh import refresh_affinities
from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.models import FamilyAffinity, OfferReach, PlaybookStepDone, SegmentOffer
from negoce.catalogue.models import ProductFamily
from negoce.companies.models import Activity, SavedView
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.orders.models import CustomerProduct
from negoce.web.playbooks.similar_panel import SIMILAR_BUY
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.offers import make_offer
from tests.factories.orders import make_product
from tests.factories.playbooks import make_life, make_playbook
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = date(2026, 11, 20)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user())


def test_an_offer_is_written_changed_and_taken_away(client: Client) -> None:
    posted = {
        "name": "Retour",
        "status": "dormant",
        "words": "Port offert",
        "starts_on": "",
        "ends_on": "dans 30 jours",
    }
    new = reverse("segment_offers:new")
    assert client.post(new, {**posted, "ends_on": ""}, headers=HTMX).status_code == 422
    assert client.post(new, {**posted, "ends_on": "01/01/2020"}, headers=HTMX).status_code == 422
    ends = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    assert client.post(new, {**posted, "ends_on": ends}, headers=HTMX).status_code == 204
    row = SegmentOffer.objects.get()
    page = client.get(reverse("segment_offers:list")).content.decode()
    assert "Port offert" in page
    assert "filter=status+is+dormant" in page
    assert client.get("/companies/?filter=status+is+dormant").status_code == 200
    change = reverse("segment_offers:change", args=[row.public_id])
    again = {**posted, "words": "Port et emballage offerts", "ends_on": ends, "revision": "1"}
    assert client.post(change, again, headers=HTMX).status_code == 204
    assert client.post(change, again, headers=HTMX).status_code == 409
    client.post(reverse("segment_offers:removal", args=[row.public_id]))
    assert SegmentOffer.objects.count() == 0
    assert signed_in(make_user(Role.SALESPERSON)).get(reverse("segment_offers:list")).status_code == 403


def test_the_list_costs_the_same_whatever_it_shows(client: Client, queries: Queries) -> None:
    def more() -> None:
        make_playbook().steps.update(offer=make_offer())

    queries.same(more, lambda: client.get(reverse("segment_offers:list")))


def test_a_step_carries_its_offer_while_it_runs() -> None:
    make_life()
    playbook = make_playbook()
    playbook.steps.filter(delay_days=0).update(offer=make_offer(starts_on=TODAY + timedelta(days=2)))
    playbook.steps.filter(delay_days=7).update(offer=make_offer(ends_on=TODAY + timedelta(days=3)))
    assert sweep_playbooks(TODAY)["steps"] == 0
    assert sweep_playbooks(TODAY + timedelta(days=2))["steps"] == 1
    assert "Port offert" in Activity.objects.get().body
    assert sweep_playbooks(TODAY + timedelta(days=7))["steps"] == 1
    assert Activity.objects.count() == 1
    assert PlaybookStepDone.objects.order_by("-pk").first().outcome == "over"  # type: ignore[union-attr]
    assert playbook.runs.get().state == "done"


def test_the_card_says_what_similar_customers_buy_and_why(client: Client, queries: Queries) -> None:
    products = {
        name: make_product(family=ProductFamily.objects.create(name=name))
        for name in ("Vitrines", "Rubans", "Sacs")
    }

    def buys(*names: str) -> object:
        company = make_company()
        for name in names:
            CustomerProduct.objects.create(
                company=company, product=products[name], last_ordered_on=TODAY, net=50
            )
        return company

    for number in range(15):
        buys("Vitrines", "Rubans", *(["Sacs"] if number < 12 else []))
    for _number in range(40):
        buys("Vitrines")
    target, other = buys("Vitrines", "Rubans"), buys("Sacs")
    assert client.get(SIMILAR_BUY.url(target), headers=HTMX).content.strip() == b""  # type: ignore[arg-type]
    refresh_affinities(TODAY)
    refresh_affinities(TODAY)
    card = client.get(SIMILAR_BUY.url(target), headers=HTMX).content.decode()  # type: ignore[arg-type]
    assert "12 clients sur 16 qui achètent « Rubans » achètent aussi « Sacs »" in card.replace("\u00a0", " ")
    assert "Sacs" in card
    assert FamilyAffinity.objects.filter(computed_on=TODAY).exists()
    assert '<div class="strong">Sacs' not in client.get(SIMILAR_BUY.url(other), headers=HTMX).content.decode()  # type: ignore[arg-type]


def test_an_offer_aims_at_a_view_and_its_page_says_what_it_brought(client: Client, queries: Queries) -> None:
    user = User.objects.get()
    SavedView.objects.create(owner=user, list_key="companies", name="Lyonnais", query="filter=city+is+Lyon")
    view = SavedView.objects.get()
    ends = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    posted = {"name": "Lyon", "segment": view.public_id, "words": "Port offert", "ends_on": ends}
    assert client.post(reverse("segment_offers:new"), posted, headers=HTMX).status_code == 204
    row = SegmentOffer.objects.get()
    change = reverse("segment_offers:change", args=[row.public_id])
    assert '<option value="=" selected>Lyonnais' in client.get(change).content.decode()
    view.delete()
    assert client.post(change, {**posted, "segment": "=", "revision": "1"}, headers=HTMX).status_code == 204
    row.refresh_from_db()
    assert (row.segment_filter, row.revision) == ("city is Lyon", 2)
    url = reverse("segment_offers:offer", args=[row.public_id])
    # The first reading learns the columns of the list.
    client.get(url)

    def more() -> None:
        OfferReach.objects.create(
            offer=row, company=make_company(city="Lyon"), reached_on=timezone.localdate()
        )

    queries.same(more, lambda: client.get(url))
    make_company(city="Lyon")
    counts = client.get(url).context["counts"]
    assert (counts["aimed"], counts["left"], counts["made"]) == (counts["made"] + 1, 1, counts["made"])
    assert "Il faut au moins 30" in client.get(url).content.decode().replace("\u00a0", " ")


def test_an_offer_is_launched_and_halted_by_who_steers_the_house(client: Client) -> None:
    today = timezone.localdate()
    row = make_offer(starts_on=today, ends_on=today + timedelta(days=9))
    url, launch = (reverse(f"segment_offers:{name}", args=[row.public_id]) for name in ("offer", "launch"))
    assert "Lancer l’offre" in client.get(url).content.decode()
    client.post(launch, {"on": "yes"})
    row.refresh_from_db()
    assert row.launched_on == today
    client.post(launch, {"on": "no"})
    row.refresh_from_db()
    assert row.launched_on is None
    leader = signed_in(make_user(Role.MANAGER))
    page = leader.get(url)
    assert (page.status_code, page.context["may_set"]) == (200, False)
    assert "Lancer l’offre" not in page.content.decode()
    assert leader.post(launch, {"on": "yes"}).status_code == 403
    assert "Nouvelle offre" not in leader.get(reverse("segment_offers:list")).content.decode()
    seller = signed_in(make_user(Role.SALESPERSON))
    assert seller.get(url).status_code == 403


def test_the_list_counts_the_companies_that_the_reader_sees(client: Client) -> None:
    leader, offer = make_user(Role.MANAGER), make_offer()
    for company in (make_company(owner=leader), make_company(owner=make_user())):
        OfferReach.objects.create(offer=offer, company=company, reached_on=TODAY)
    url = reverse("segment_offers:list")
    counts = [each.get(url).context["lines"][0]["row"].made for each in (client, signed_in(leader))]
    assert counts == [2, 1]
