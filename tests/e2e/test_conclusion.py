"""Before signing in a browser: a point that nobody could check is answered, a signal is noted with its words (N15)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import ConclusionMark
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.quotes import make_quote

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_what_was_not_checked_is_answered_and_a_signal_is_noted(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    company = make_company("Laiterie des Sources", headcount=3)
    make_contact(company, first_name="Anne", last_name="Roux")
    deal = make_deal(company, "Films 2027")
    quote = make_quote(company=company, ready=True)
    quote.deal = deal
    quote.save()
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/")
    short = page.locator("#panel-before-signing")
    expect(short).to_contain_text("Personne n’a dit où le contrat sera conclu")
    short.get_by_role("link", name="Avant de signer").click()
    whole = page.locator("#panel-signing")
    whole.get_by_role("link", name="Répondre").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Le contrat est-il conclu hors établissement").select_option("no")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(whole).to_contain_text("le contrat n’est pas conclu hors établissement")
    signals = page.locator("#panel-agreement")
    signals.get_by_role("link", name="Noter : Demande quand il sera livré").click()
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog).to_contain_text("une impression n’est pas un fait")
    dialog.get_by_label("Mots entendus").fill("Vous livrez en combien de temps ?")
    dialog.get_by_label("Dit par").select_option(label="Anne Roux")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(signals).to_contain_text("Vous livrez en combien de temps")
    expect(signals).to_contain_text("1 sur 8")
    expect(dialog).to_be_hidden()
    assert axe(page) == []
    pictures(page, "conclusion")
    signals.get_by_role("button", name="Retirer : Demande quand il sera livré").click()
    expect(signals).to_contain_text("0 sur 8")
    assert ConclusionMark.objects.count() == 0
