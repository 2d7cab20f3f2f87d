"""A quote of three lines, typed by keyboard from the page of a company, up to its PDF."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Quote
from tests.factories.companies import make_company
from tests.factories.quotes import priced_product

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_three_lines_by_keyboard_from_the_company_to_the_pdf(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[[Page, str], None]
) -> None:
    company = make_company("Quincaillerie Zurbach")
    priced_product("ZUR-1"), priced_product("ZUR-2", price="10", cost="4"), priced_product("ZUR-3")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/?tab=deals")
    page.get_by_role("link", name="Nouveau devis").click()
    expect(page.locator("#quote-new")).to_contain_text("Quincaillerie Zurbach")
    page.get_by_role("button", name="Commencer le devis").dblclick()  # impatient: one quote all the same
    expect(page.locator(".sale-line")).to_have_count(1)
    code = page.locator("[name=line_code]")
    option = page.locator("#sale-options [role=option]")
    quantity = page.locator("[name=line_quantity]")
    for place, (typed, number) in enumerate((("zur-1", "2"), ("produit zur-2", "12"), ("ZUR-3", "1"))):
        code.nth(place).focus()
        page.keyboard.type(typed)
        expect(option.first).to_have_attribute("data-code", f"ZUR-{place + 1}")
        page.keyboard.press("Enter")
        expect(quantity.nth(place)).to_be_focused()
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(code.nth(place + 1)).to_be_focused()
    # 2 × 100 + 12 × 10 + 100, worked out by the server.
    expect(page.locator("#sale-totals")).to_contain_text(re.compile(r"Total HT\s*420,00"))
    expect(page.locator(".sale-line").nth(1)).to_contain_text("120,00")
    assert axe(page) == []
    pictures(page, "quote-draft")
    page.keyboard.press("Control+Enter")
    expect(page.locator("n-toast")).to_contain_text("est enregistré")
    page.get_by_role("button", name="Prêt à envoyer").click()
    expect(page.locator("h1 + .chip")).to_have_text("Prêt à envoyer")
    assert axe(page) == []
    pictures(page, "quote")
    quote = Quote.objects.get(company=company)
    answer = page.request.get(f"/quotes/{quote.public_id}/pdf/")
    assert answer.body()[:5] == b"%PDF-"
    assert (quote.net, quote.state) == (420, "ready")
