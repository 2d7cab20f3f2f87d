"""A calculation answers while one types; lines are added and taken away from the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.models import User

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


def test_the_result_follows_what_is_typed(signed_in_page: SignedIn, colleague: Colleague, axe: Axe) -> None:
    page = signed_in_page(user=colleague("camille"))
    page.goto("/calculators/")
    page.get_by_role("searchbox", name="Chercher un calcul").fill("tranches")
    expect(page.locator(".calc-list a")).to_have_count(1)
    page.get_by_role("link", name="Ristourne de fin d’année").click()
    figure = page.locator(".calc-figure")
    expect(figure).to_contain_text("220,00")
    purchases = page.get_by_label("Achats HT de la période")
    purchases.fill("20 000,00")
    expect(figure).to_contain_text("200,00")
    purchases.fill("vingt mille")
    expect(page.locator("#fault-purchases")).to_contain_text("Un nombre est attendu")
    expect(figure).to_have_text("—")
    purchases.fill("50000")
    expect(page.locator("#fault-purchases")).to_have_text("")
    expect(figure).to_contain_text("800,00")
    assert axe(page) == []


def test_a_line_comes_and_goes_by_keyboard(signed_in_page: SignedIn, colleague: Colleague) -> None:
    page = signed_in_page(user=colleague("camille"))
    page.goto("/calculators/gifts/")
    figure = page.locator(".calc-figure")
    expect(figure).to_contain_text("11,67")
    page.get_by_role("button", name="Ajouter une ligne").press("Enter")
    first = page.locator("[name='gifts.2.given_on']")
    expect(first).to_be_focused()
    first.fill("1/10/2026")
    page.locator("[name='gifts.2.incl_vat']").fill("60")
    # 130 € in the year: past the ceiling.
    expect(figure).to_contain_text("0,00")
    expect(page.locator(".calc-steps")).to_contain_text("130")
    page.get_by_role("button", name="Retirer la ligne 3").press("Enter")
    expect(page.locator(".calc-rows tbody tr")).to_have_count(2)
    expect(figure).to_contain_text("11,67")


def test_the_price_that_wins_a_tender_is_found_and_shared(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("camille"))
    page.goto("/calculators/winning-price/")
    figure = page.locator(".calc-figure")
    expect(figure).to_contain_text("369,39")
    expect(page.locator(".calc-table tbody tr")).to_have_count(3)
    page.locator("[name='guesses.0.price']").fill("0")
    expect(page.locator("#answer")).to_contain_text("un prix de 0\u00a0€ ne se note pas")
    page.locator("[name='guesses.0.price']").fill("80000")
    # Alpha alone asks for less than 86,486.49; Bêta asks for nothing new.
    expect(page.locator(".calc-table")).to_contain_text("486,48")
    assert axe(page) == []
    page.goto(page.locator(".calc-share n-copy").get_attribute("data-text") or "")
    expect(page.locator("[name='guesses.0.price']")).to_have_value("80000")
    expect(page.locator(".calc-table")).to_contain_text("486,48")
