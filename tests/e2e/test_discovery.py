"""A discovery on a tablet: answers are kept while they are typed, a branch opens, a reload loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Argument, DiscoveryAnswer, QuoteLine
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.orders import make_product

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


def test_a_need_told_along_our_own_questions_becomes_a_line(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    make_product("FILM35", "Film 35 µ", price=Decimal("12.50"))
    deal = make_deal(make_company("Laiterie des Sources", activity_code="10.51A"), "Films 2027")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/discovery/sets/")
    page.get_by_role("link", name="Copier « Achats réguliers »").click()
    page.get_by_label("Nom du jeu").fill("Laiteries")
    page.get_by_label("Secteur").fill("10.5")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Ajouter une question").click()
    page.get_by_role("textbox", name="Question", exact=True).fill("Combien de rouleaux par mois ?")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Combien de rouleaux par mois ?")).to_be_visible()
    assert axe(page) == []
    pictures(page, "discovery-set")
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Commencer un entretien").click()
    page.get_by_role("button", name="Commencer", exact=True).click()
    page.get_by_label("Combien de rouleaux par mois ?", exact=True).fill("40 rouleaux")
    page.get_by_role("link", name="En faire une ligne de devis : Combien de rouleaux").click()
    page.get_by_label("Référence du produit").fill("film")
    expect(page.locator("#need-products option")).to_have_attribute("value", "FILM35")
    page.get_by_label("Référence du produit").fill("FILM35")
    page.get_by_label("Quantité", exact=True).fill("40")
    page.get_by_role("button", name="Ajouter au devis").click()
    expect(page.get_by_text("40 × Film 35 µ")).to_be_visible()
    assert list(QuoteLine.objects.filter(version__quote__deal=deal).values_list("code", "net")) == [
        ("FILM35", Decimal(500))
    ]
