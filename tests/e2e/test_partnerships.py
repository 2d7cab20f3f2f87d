"""A partner is found for a deal: a partnership is made, the deal shared, its chance said, what it brings read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Partnership, WinEstimate
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_deal_is_shared_with_a_partner_and_its_chance_is_said(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    partner = make_company("Cartons du Lac")
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027", amount=Decimal(20_000))
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{partner.public_id}/?tab=deals")
    page.locator("#panel-partnerships").get_by_role("link", name="Nouveau partenariat").click()
    page.get_by_label("Nom du partenariat").fill("Emballer ensemble")
    page.get_by_label("Sens").select_option("vertical")
    page.get_by_label("Coût annuel HT").fill("2 400")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emballer ensemble")
    page.get_by_role("link", name="Ajouter un objectif").click()
    page.get_by_label("Ce qui en est attendu").fill("Vendre chez leurs clients")
    page.get_by_label("Cible").fill("36000")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Vendre chez leurs clients")).to_be_visible()
    page.goto(f"/deals/{deal.public_id}/?tab=preparation")
    page.locator("#panel-partner").get_by_role("link", name="Partager avec un partenaire").click()
    page.get_by_label("Part du partenaire").fill("10")
    page.get_by_role("button", name="Enregistrer").click()
    card = page.locator("#panel-partner")
    expect(card).to_contain_text("le partenaire")
    card.get_by_role("link", name="Emballer ensemble").click()
    expect(page.get_by_text("18 000,00 €")).to_be_visible()
    assert axe(page) == []
    pictures(page, "partnership")
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Donner mon estimation").click()
    page.get_by_label("Votre estimation, en %").fill("65")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#panel-win-chance")).to_contain_text("65 %")
    assert (Partnership.objects.get().company_id, WinEstimate.objects.get().percent) == (partner.pk, 65)
