"""A meeting is prepared in a browser: the approach written, a pitch composed and adapted, the sheet taken along."""

from __future__ import annotations

import io
from collections.abc import Callable

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from negoce.identity.enums import Role
from negoce.negotiation.models import PitchBlock, PitchPiece
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_meeting_is_prepared_and_its_pitch_is_told(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    deal = make_deal(make_company("Laiterie du Vercors"), "Films 2027")
    for title in ("Zéro casse", "Livré en 48 heures"):
        PitchBlock.objects.create(part="promise", title=title, words=f"{title}, c’est promis.")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=preparation")
    page.locator("#panel-preparation").get_by_role("link", name="Ouvrir le dossier").click()
    dossier = page.locator("#preparation")
    dossier.get_by_role("link", name="Écrire").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Approche choisie").fill("Commencer par la casse")
    dialog.get_by_label("Questions à poser").fill("- Qui signe ?")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dossier).to_contain_text("Commencer par la casse")
    expect(dossier).to_contain_text("Qui signe ?")
    expect(dialog).to_be_hidden()
    assert axe(page) == []
    pictures(page, "preparation")
    dossier.get_by_role("link", name="Choisir et adapter").click()
    pitch = page.locator("#pitch")
    pitch.get_by_role("button", name="Composer d’après la bibliothèque").click()
    expect(pitch).to_contain_text("Zéro casse, c’est promis.")
    pitch.get_by_text("À ajouter").click()
    pitch.get_by_role("button", name="Ajouter : Livré en 48 heures").click()
    pitch.get_by_role("button", name="Dire plus tôt : Livré en 48 heures").click()
    expect(pitch.get_by_role("button", name="Dire plus tard : Livré en 48 heures")).to_be_enabled()
    pitch.get_by_role("link", name="Adapter : Zéro casse").click()
    dialog.get_by_label("Ce qui se dit").fill("La ligne 3 ne s’arrête plus.")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(pitch).to_contain_text("adapté")
    expect(dialog).to_be_hidden()
    assert axe(page) == []
    page.get_by_role("link", name="Vue pour parler").click()
    expect(page.get_by_role("main")).to_contain_text("La ligne 3 ne s’arrête plus.")
    assert axe(page) == []
    order = PitchPiece.objects.filter(deal=deal).order_by("position").values_list("block__title", flat=True)
    assert list(order) == ["Livré en 48 heures", "Zéro casse"]
    answer = page.request.get(f"/deals/{deal.public_id}/preparation/sheet.pdf")
    paper = PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    assert ("Commencer par la casse" in paper, "La ligne 3" in paper) == (True, True)
