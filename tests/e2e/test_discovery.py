"""A discovery on a tablet: answers are kept while they are typed, a branch opens, a reload loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Argument, DiscoveryAnswer
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_answers_are_kept_during_the_talk(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027")
    Argument.objects.create(
        characteristic="Film renforcé", benefit="plus d’arrêts de ligne", motives=["security"]
    )
    page = signed_in_page(Role.ADMINISTRATOR)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Commencer un entretien").click()
    page.get_by_role("button", name="Commencer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entretien de découverte")
    blocks = page.get_by_label("Qu’est-ce qui vous gêne ou vous bloque aujourd’hui ?", exact=True)
    blocks.fill("Casse du film, 2 arrêts par semaine")
    expect(page.locator("#status-blocks")).to_contain_text("Enregistré")
    page.get_by_label("Mobile entendu : Qu’est-ce qui vous gêne").select_option("security")
    size = page.get_by_label("De quel ordre est-il ?", exact=True)
    expect(size).to_be_hidden()
    page.get_by_role("group", name="Un budget est-il prévu ?").get_by_label("Oui").check()
    expect(size).to_be_visible()
    size.fill("48 k€")
    expect(page.locator("#discovery-progress")).to_have_text("3 / 18 réponses")
    assert axe(page) == []
    pictures(page, "discovery")
    page.reload()
    expect(blocks).to_have_value("Casse du film, 2 arrêts par semaine")
    expect(size).to_have_value("48 k€")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert wide is False
    page.get_by_role("link", name="Revenir à l’affaire").click()
    panel = page.locator("#panel-discovery")
    expect(panel).to_contain_text("3 / 18 réponses · Sécurité domine")
    expect(panel.get_by_role("row").nth(1)).to_contain_text("Casse du film")
    advised = page.locator("#panel-argument")
    expect(advised).to_contain_text("plus d’arrêts de ligne")
    advised.get_by_role("button", name="A porté", exact=True).click()
    expect(advised).to_contain_text("A porté 1 fois sur 1")
    stored = DiscoveryAnswer.objects.order_by("question").values_list("question", "answer", "motive")
    assert list(stored) == [
        ("blocks", "Casse du film, 2 arrêts par semaine", "security"),
        ("budget", "yes", ""),
        ("budget_size", "48 k€", ""),
    ]
