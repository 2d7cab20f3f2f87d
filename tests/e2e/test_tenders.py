"""A tender is entered, judged, answered by a deal; its page keeps up with what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.models import User
from negoce.negotiation.models import Tender
from tests.factories.companies import make_company

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


def test_a_tender_is_entered_dated_and_answered_by_a_deal(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    camille = colleague("camille")
    company = make_company("Ville de Crest", owner=camille)
    page = signed_in_page(user=camille)
    page.goto(f"/tenders/new/?company={company.public_id}")
    form = page.locator("#tender-form")
    form.get_by_label("Objet").fill("Mobilier des écoles 2027")
    form.get_by_label("Montant HT").fill("120 000")
    day = timezone.localdate()
    form.get_by_label("Avis publié le").fill(f"{day:%d/%m/%Y}")
    form.get_by_label("Offres jusqu’au").fill(f"{day - timedelta(days=1):%d/%m/%Y}")
    form.get_by_role("button", name="Entrer l’appel d’offres").click()
    expect(form).to_contain_text("avant la publication de l’avis")
    form.get_by_label("Offres jusqu’au").fill(f"{day + timedelta(days=3):%d/%m/%Y}")
    form.get_by_role("button", name="Entrer l’appel d’offres").click()
    expect(page.locator("#section-procedure")).to_contain_text("Procédure adaptée")
    expect(page.locator("#section-days")).to_contain_text("dans 3 jours")
    assert axe(page) == []
    page.get_by_role("button", name="Sélection").click()
    expect(page.locator("#tender [aria-current=step]")).to_have_text("Sélection")
    page.get_by_role("button", name="Créer l’affaire").click()
    page.wait_for_url("**/deals/**")
    page.goto("/tenders/?view=running")
    page.locator("#list-table tbody a.strong", has_text="Mobilier des écoles 2027").click()
    page.get_by_role("link", name="Noter et décider").click()
    expect(form.get_by_label("Intérêt technique")).to_be_visible()
    for note in form.locator("input.num").all():
        note.fill("7")
    form.get_by_role("button", name="Décider").click()
    expect(page.locator("#section-go")).to_contain_text("moyenne 7 sur 10")
    page.get_by_role("link", name="Résultat", exact=True).click()
    page.get_by_role("link", name="Noter le résultat").click()
    form.get_by_label("Résultat").select_option("won")
    form.get_by_label("Raison").select_option("product")
    form.get_by_label("Prix HT, nous").fill("118 000")
    assert axe(page) == []
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#section-result")).to_contain_text("118 000,00")
    tender = Tender.objects.select_related("deal").get(company=company)
    assert (tender.stage, tender.deal and tender.deal.state) == ("won", "won")
