"""A tender is answered: criteria, a competitor guessed, the price that wins, requirements pasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.models import User
from negoce.negotiation.models import TenderOffer, TenderRequirement
from tests.factories.companies import make_company
from tests.factories.tenders import make_tender

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


def test_from_criteria_to_the_price_that_wins(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    camille = colleague("camille")
    day = timezone.localdate() + timedelta(days=9)
    tender = make_tender(make_company("Ville de Crest", owner=camille), offers_until=day)
    page = signed_in_page(user=camille)
    page.goto(f"/tenders/{tender.public_id}/?tab=price")
    page.get_by_role("link", name="Décrire les critères").click()
    form = page.locator("#tender-criteria-form")
    form.get_by_label("Critère 1", exact=True).fill("Prix")
    form.get_by_label("Poids 1", exact=True).fill("40")
    form.get_by_label("Prix 1", exact=True).check()
    form.get_by_label("Critère 2", exact=True).fill("Technique")
    form.get_by_label("Poids 2", exact=True).fill("60")
    form.get_by_role("button", name="Enregistrer").click()
    grid = page.locator("#section-grid")
    grid.get_by_role("link", name="Modifier l’offre : Nous").click()
    ours = page.locator("#tender-offer-form")
    ours.get_by_label("Prix HT").fill("100 000")
    ours.get_by_label("Technique").fill("8,5")
    ours.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#section-winning")).to_contain_text("Aucun concurrent")
    grid.get_by_role("link", name="Offre d’un concurrent").click()
    rival = page.locator("#tender-offer-form")
    rival.get_by_label("Concurrent", exact=True).fill("Alpha")
    rival.get_by_label("Prix HT").fill("95 000")
    rival.get_by_label("Technique").fill("8")
    rival.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#section-winning")).to_contain_text("102 702,70 €")
    slide = page.get_by_label("Et à un autre prix ?")
    expect(page.locator("#tender-price")).to_contain_text("rang 1 sur 2")
    slide.fill("110000")
    expect(page.locator("#tender-price")).to_contain_text("rang 2 sur 2")
    expect(page.locator("#tender-price")).to_contain_text("110 000,00 €")
    assert axe(page) == []
    assert TenderOffer.objects.get(is_ours=True).price == Decimal(100_000)
    page.goto(f"/tenders/{tender.public_id}/?tab=file")
    page.get_by_role("button", name="Ajouter la liste habituelle").click()
    expect(page.locator("#section-documents")).to_contain_text("DC1, lettre de candidature")
    page.get_by_role("link", name="Coller des exigences").click()
    paste = page.locator("#paste-form")
    paste.get_by_label("Exigences, une par ligne").fill("3.1\tLivraison en 48 h\toui\n3.2\tReprise\tnon")
    paste.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#section-requirements")).to_contain_text("Réponses : 0 sur 2")
    assert axe(page) == []
    assert TenderRequirement.objects.filter(tender=tender, is_mandatory=True).count() == 1
