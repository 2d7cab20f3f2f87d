"""Before signing in a browser: a point that nobody could check is answered, a signal is noted with its words (N15)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import ConclusionMark, DealContact
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


def test_a_deal_is_won_its_next_step_dated_what_was_agreed_sent_and_leave_taken(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    company = make_company("Fromagerie du Lac", headcount=40)
    buyer = make_contact(company, first_name="Anne", last_name="Roux", email="anne.roux@lac.example")
    deal = make_deal(company, "Barquettes 2027")
    DealContact.objects.create(deal=deal, contact=buyer)
    quote = make_quote(company=company, contact=buyer, ready=True)
    quote.deal = deal
    quote.save()
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=conclusion")
    leaving = page.locator("#panel-leaving")
    expect(leaving).to_contain_text("on ne prend pas congé sans un jour")
    page.get_by_role("link", name="Gagnée").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Raison").select_option("product")
    dialog.get_by_role("button", name="Clore l’affaire").click()
    expect(dialog.get_by_role("radio", name="Gagnée")).to_be_checked()
    pictures(page, "closing-refused")
    dialog.get_by_label("La suite").fill("Livrer la première palette")
    dialog.get_by_label("Pour le").fill("dans 10 jours")
    assert axe(page) == []
    dialog.get_by_role("button", name="Clore l’affaire").click()
    expect(page.get_by_text("Affaire gagnée, bravo !")).to_be_visible()
    page.goto(f"/deals/{deal.public_id}/?tab=conclusion")
    expect(leaving).to_contain_text("Prochaine étape : Livrer la première palette")
    page.get_by_role("link", name="Écrire le récapitulatif").first.click()
    expect(dialog.get_by_label("Message")).to_have_value(re.compile("Bonjour Anne Roux"))
    assert axe(page) == []
    pictures(page, "recap")
    dialog.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Le récapitulatif part à anne.roux@lac.example")).to_be_visible()
    leaving.get_by_role("link", name="Noter : Il est remercié").click()
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog).to_be_hidden()
    pictures(page, "leaving")


def test_a_deal_is_lost_with_its_reason_and_why_nothing_follows(signed_in_page: SignedIn) -> None:
    deal = make_deal(make_company("Cidrerie du Bocage"), "Étiquettes 2027")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Perdue").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Raison").select_option("price")
    dialog.get_by_label("Concurrent en face").fill("Étiq’Ouest")
    dialog.get_by_label("Aucune suite, parce que").fill("Contrat de trois ans avec eux")
    dialog.get_by_role("button", name="Clore l’affaire").click()
    expect(page.get_by_text("L’affaire est notée perdue.")).to_be_visible()
    deal.refresh_from_db()
    told = (deal.state, deal.outcome_reason, str(deal.competitor))
    assert told == ("lost", "price", "Étiq’Ouest")
    page.goto(f"/deals/{deal.public_id}/?tab=conclusion")
    expect(page.locator("#panel-leaving")).to_contain_text("Contrat de trois ans avec eux")
