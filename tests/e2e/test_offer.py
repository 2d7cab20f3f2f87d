"""A customer accepts an offer on line, without an account and without a script, with the code of the mailbox."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from negoce.negotiation.models import QuoteAcceptance
from tests.harness.site import Site
from tests.web.offers.conftest import sent_offer

Axe = Callable[..., list[str]]


def test_an_offer_is_accepted_with_the_code_of_the_mailbox(
    page: Page, site: Site, browser: Browser, axe: Axe, pictures: Callable[..., object]
) -> None:
    offer = sent_offer()
    page.goto(offer.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(offer.quote.number)
    assert axe(page) == []
    pictures(page, "offer")
    context = browser.new_context(java_script_enabled=False, base_url=site.url, locale="fr-FR")
    plain = context.new_page()
    plain.goto(offer.url)
    plain.locator("[name='option']").first.check()
    plain.get_by_label("Prénom et nom").fill("Hélène Garnier")
    plain.get_by_label("Fonction").fill("gérante")
    plain.get_by_label("J’ai lu cette offre").check()
    plain.get_by_role("button", name="Accepter : recevoir mon code").click()
    expect(plain.get_by_label("Code reçu par e-mail")).to_be_visible()
    plain.get_by_label("Code reçu par e-mail").fill(offer.code())
    plain.get_by_role("button", name="J’accepte l’offre").click()
    expect(plain.get_by_text("Ce devis est accepté, merci.")).to_be_visible()
    context.close()
    kept = QuoteAcceptance.objects.get(version=offer.link.version)
    assert (kept.name, len(kept.chosen_options)) == ("Hélène Garnier, gérante", 1)
