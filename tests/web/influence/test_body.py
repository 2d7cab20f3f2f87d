"""How a works council and a public buyer decide, on the page of a deal: vote, budget, signature, prices they pay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.enums import BuyerType
from negoce.identity.enums import Role
from negoce.negotiation.models import BuyingBody, Deal
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.web.bargaining.test_room import HTMX, browser, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
COUNCIL = {
    "employees": "120",
    "payroll": "4 200 000",
    "social_percent": "1",
    "voters": "9",
    "votes_for": "3",
    "votes_against": "2",
    "decides_on": "15/12/2026",
    "revision": "0",
}


def deal_with(kind: BuyerType) -> Deal:
    return make_deal(
        make_company("CSE des Aciéries", buyer_type=kind.value), "Chèques cadeaux", amount=Decimal(7000)
    )


def panel(client: Client, deal: Deal) -> str:
    return words_of(client.get(reverse("deals:panel", args=[deal.public_id, "buying-body"])).content)


def note(client: Client, deal: Deal, typed: dict[str, str]) -> int:
    return client.post(reverse("influence:body", args=[deal.public_id]), typed, **HTMX).status_code


def test_a_works_council_votes_has_a_budget_and_pays_vat() -> None:
    client, deal = browser(), deal_with(BuyerType.WORKS_COUNCIL)
    assert ("Prix TTC" in panel(client, deal), "8 400,00 €" in panel(client, deal)) == (True, True)
    # No quote tells the rate: it is said that it is supposed.
    assert "dont TVA, supposée à 20 %" in panel(client, deal)
    assert note(client, deal, COUNCIL) == 204
    shown = panel(client, deal)
    for words in (
        "Il faut 5 voix sur 9",
        "3 acquises, 2 à gagner",
        "budget de fonctionnement de 0,20 % de 4 200 000 = 8 400 par an. (C. trav. L2315-61)",
        "= 42 000 par an",
        "Le prix TTC prend 20,0 % du budget annuel des activités sociales et culturelles.",
        "70,00 €",
        "Décision le 15 déc. 2026.",
    ):
        assert words in shown
    assert note(client, deal, {**COUNCIL, "votes_for": "9"}) == 409
    assert note(client, deal, {**COUNCIL, "votes_for": "9", "revision": "1"}) == 422
    assert BuyingBody.objects.get().votes_for == 3


@pytest.mark.parametrize(
    ("limit", "words"),
    [("10 000", "l’autorité signe seule"), ("5 000", "la commission ou l’assemblée décide")],
)
def test_above_its_limit_an_authority_asks_its_committee(limit: str, words: str) -> None:
    client, deal = browser(), deal_with(BuyerType.PUBLIC_BODY)
    assert "qui signe, quelle commission" in panel(client, deal)
    assert note(client, deal, {"sign_limit": limit, "revision": "0"}) == 204
    assert words in panel(client, deal)


def test_a_company_shows_nothing_of_it_and_readers_read_alone() -> None:
    assert panel(browser(), deal_with(BuyerType.BUSINESS)) == ""
    reader, deal = browser(Role.READ_ONLY), deal_with(BuyerType.WORKS_COUNCIL)
    assert panel(reader, deal) == ""
    assert note(reader, deal, COUNCIL) == 403
    assert note(browser(), deal, COUNCIL) == 204
    assert ("Il faut 5 voix" in panel(reader, deal), "influence/body" in panel(reader, deal)) == (True, False)
