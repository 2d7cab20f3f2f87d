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
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mobilier des écoles 2027")
    page.goto("/tenders/?view=running")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert Tender.objects.get(company=company).stage == "selection"
