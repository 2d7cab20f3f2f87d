"""A price list is entered by keyboard alone; a price is agreed, and the customer's page says which one applies."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.catalogue.models import Product
from negoce.companies.models import Company
from negoce.identity.models import User

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


def test_prices_are_entered_agreed_and_explained(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("marc"))
    product = Product.objects.filter(is_active=True, price__gt=1).order_by("code")[0]
    company = Company.objects.get(name="Laiterie du Vercors", is_fictional=True)
    page.goto("/products/price-lists/new/")
    page.get_by_label("Nom du tarif").fill("Tarif du navigateur")
    page.get_by_label("Priorité").fill("900")
    page.get_by_role("button", name="Créer le tarif").click()
    expect(page.get_by_role("heading", name="Tarif du navigateur")).to_be_visible()
    entry = page.get_by_placeholder("Produit (référence ou mots)")
    for quantity, price, shown in (("", "90,5", "90,50"), ("10", "80", "80,00")):
        expect(entry).to_be_focused()
        page.keyboard.type(product.code)
        page.keyboard.press("Tab")
        page.keyboard.type(quantity)
        page.keyboard.press("Tab")
        page.keyboard.type(price)
        page.keyboard.press("Enter")
        expect(page.locator("#price-lines")).to_contain_text(shown)
        expect(entry).to_have_value("")
    page.locator("#price-lines n-edit", has_text="80,00").click()
    value = page.locator("#price-lines input[name=value]")
    expect(value).to_be_focused()
    value.fill("79")
    page.keyboard.press("Enter")
    expect(page.locator("#price-lines")).to_contain_text("79,00")
    assert axe(page) == []
    page.goto(f"/companies/{company.public_id}/?tab=deals")
    panel = page.locator("#panel-tariff")
    panel.get_by_role("link", name="Négocier un prix").click()
    page.get_by_label("Produit (référence ou mots)", exact=False).last.fill(product.code)
    page.get_by_label("Ou remise (%)").fill("10")
    page.get_by_label("Motif").fill("Fidélité")
    page.get_by_role("button", name="Enregistrer").click()
    expect(panel).to_contain_text("Fidélité")
    panel.locator("input[name=product]").fill(product.code)
    panel.get_by_placeholder("Quantité").fill("12")
    panel.locator(".price-question button").click()
    answer = page.locator("#price-answer")
    expect(answer).to_contain_text("71,10")
    expect(answer).to_contain_text("Tarif du navigateur")
    expect(answer).to_contain_text("Ce que les autres auraient donné")
