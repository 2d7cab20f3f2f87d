"""A deal says which tender it answers; its days are counted and its procedure judged at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.models import User
from negoce.negotiation.models import Tender
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


def test_a_tender_is_described_on_the_page_of_its_deal(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    camille = colleague("camille")
    deal = make_deal(make_company("Ville de Crest", owner=camille), "Mobilier 2027")
    page = signed_in_page(user=camille)
    page.goto(f"/deals/{deal.public_id}/?tab=preparation")
    page.get_by_role("link", name="Décrire l’appel d’offres").click()
    form = page.locator("#tender-form")
    form.get_by_label("Référence").fill("2026-AO-118")
    form.get_by_label("Montant HT").fill("120 000")
    day = timezone.localdate()
    form.get_by_label("Avis publié le").fill(f"{day:%d/%m/%Y}")
    form.get_by_label("Offres jusqu’au").fill(f"{day - timedelta(days=1):%d/%m/%Y}")
    form.get_by_role("button", name="Enregistrer").click()
    expect(form).to_contain_text("avant la publication de l’avis")
    form.get_by_label("Offres jusqu’au").fill(f"{day + timedelta(days=3):%d/%m/%Y}")
    form.get_by_role("button", name="Enregistrer").click()
    panel = page.locator("#panel-tender")
    expect(panel).to_contain_text("Procédure adaptée")
    expect(panel).to_contain_text("dans 3 jours")
    assert axe(page) == []
    panel.get_by_role("link", name="Calcul de la procédure").click()
    expect(page.locator(".calc-figure")).to_have_text("Procédure adaptée (MAPA)")
    tender = Tender.objects.get(deal=deal)
    assert (tender.amount, tender.revision) == (Decimal(120_000), 1)
