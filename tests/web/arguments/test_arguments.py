"""The library of arguments, and the one advised on a deal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import Argument, ArgumentUse, Deal, DiscoveryAnswer, DiscoveryInterview
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.orders import make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
FILM = {
    "characteristic": "Film renforcé 35 µ",
    "advantage": "résiste à 2 fois la tension",
    "benefit": "plus d’arrêts de ligne",
    "proof": "essai de 6 mois, aucune casse",
    "motives": ["security"],
    "product": "",
}


@pytest.fixture
def company() -> Company:
    return make_company("Laiterie du Vercors")


def _browser(role: Role = Role.MANAGER) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value))
    return browser


def _argument(**fields: object) -> Argument:
    values = {name: value for name, value in FILM.items() if name != "product"}
    return Argument.objects.create(**{**values, **fields})


def _heard(company: Company, *motives: str) -> Deal:
    deal = make_deal(company)
    interview = DiscoveryInterview.objects.create(deal=deal, kind="supply", held_on=timezone.localdate())
    for question, motive in zip(("blocks", "cost", "matters"), motives, strict=False):
        DiscoveryAnswer.objects.create(interview=interview, question=question, answer="Oui", motive=motive)
    return deal


def _panel(browser: Client, deal: Deal) -> str:
    return browser.get(reverse("deals:panel", args=[deal.public_id, "argument"])).content.decode()


def test_the_library_is_written_changed_and_emptied() -> None:
    browser, product = _browser(), make_product()
    new = reverse("arguments:new")
    assert "Aucun argument" in browser.get(reverse("arguments:list")).content.decode()
    refused = browser.post(new, {"product": "nothing of that name"}, headers=HTMX)
    said = refused.content.decode()
    assert refused.status_code == 422
    assert [part in said for part in ("particulier", "y gagne", "au moins un mobile", "cette référence")] == [
        True
    ] * 4
    assert browser.post(new, {**FILM, "product": product.code}, headers=HTMX).status_code == 204
    row = Argument.objects.get()
    assert (row.motives, row.product) == (["security"], product)
    change = reverse("arguments:change", args=[row.public_id])
    assert "Film renforcé 35 µ" in browser.get(change, headers=HTMX).content.decode()
    values = {**FILM, "motives": ["security", "money"], "revision": "0"}
    assert browser.post(change, values, headers=HTMX).status_code == 204
    assert browser.post(change, values, headers=HTMX).status_code == 409
    row.refresh_from_db()
    assert (row.motives, row.product) == (["security", "money"], None)
    page = browser.get(reverse("arguments:list")).content.decode()
    assert ("plus d’arrêts de ligne" in page, "Jamais employé encore" in page) == (True, True)
    browser.post(reverse("arguments:removal", args=[row.public_id]))
    assert "Aucun argument" in browser.get(reverse("arguments:list")).content.decode()


def test_only_who_keeps_the_catalogue_writes_the_library() -> None:
    row, browser = _argument(), _browser(Role.SALESPERSON)
    page = browser.get(reverse("arguments:list")).content.decode()
    assert ("plus d’arrêts de ligne" in page, reverse("arguments:new") in page) == (True, False)
    for name, keys in (("new", ()), ("change", (row.public_id,)), ("removal", (row.public_id,))):
        assert browser.post(reverse(f"arguments:{name}", args=keys), FILM).status_code == 403
    assert Argument.objects.get().withdrawn_at is None


def test_the_deal_shows_what_to_say_and_keeps_whether_it_worked(company: Company) -> None:
    browser, row = _browser(), _argument()
    deal, silent = _heard(company, "security"), make_deal(company)
    assert _panel(browser, silent) == ""
    other = _panel(browser, _heard(company, "pride"))
    assert "ne sert ce qui a été entendu : Orgueil" in other
    drawn = _panel(browser, deal)
    assert ("plus d’arrêts de ligne" in drawn, "Preuve : essai de 6 mois" in drawn) == (True, True)
    use = reverse("deal_arguments:use", args=[deal.public_id, row.public_id])
    reply = browser.post(use, {"worked": "yes"}, headers=HTMX)
    assert (reply.status_code, "panel-argument" in reply.headers["HX-Trigger"]) == (204, True)
    assert "A porté 1 fois sur 1" in _panel(browser, deal)
    browser.post(use, {"worked": "no"}, headers=HTMX)
    assert list(ArgumentUse.objects.values_list("worked", flat=True)) == [False]
    browser.post(use, {"worked": "none"}, headers=HTMX)
    assert ArgumentUse.objects.count() == 0
    assert _browser(Role.READ_ONLY).post(use, {"worked": "yes"}).status_code == 403
    assert _panel(_browser(Role.MARKETING), deal) == ""


def test_the_library_costs_the_same_for_three(queries: Queries) -> None:
    browser = _browser()

    def make() -> None:
        ArgumentUse.objects.create(
            deal=make_deal(),
            argument=_argument(product=make_product()),
            worked=True,
            used_on=timezone.localdate(),
        )

    queries.same(make, lambda: browser.get(reverse("arguments:list")))
