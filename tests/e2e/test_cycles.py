"""A cycle is written in the settings, its board shows its columns; without network a card goes back and says why."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Deal, SalesCycle
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_cycle_is_written_and_its_cards_move_or_go_back(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    cycle = SalesCycle.objects.get(key="short")
    deal = make_deal(name="Caisses", step="contact", cycle=cycle)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/settings/cycles/")
    assert axe(page) == []
    pictures(page, "cycles")
    page.get_by_label("Modifier l’étape Présentation : Vente courte").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tâche 1").fill("Préparer les échantillons")
    dialog.get_by_label("titre de sa colonne").fill("Au stand")
    assert axe(page) == []
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("n-toast")).to_contain_text("Étape enregistrée")
    expect(page.get_by_text("Préparer les échantillons")).to_be_visible()
    page.goto(f"/deals/board/?cycle={cycle.public_id}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".board-column h2")).to_have_count(5)
    card = page.locator(f"[data-deal='{deal.public_id}']")
    stand = page.locator(".board-column", has=page.get_by_role("heading", name="Au stand"))
    page.context.set_offline(True)
    card.locator(".deal-foot").drag_to(stand.locator(".board-cards"))
    expect(page.locator("n-toast[data-key='failure']")).to_contain_text("Le serveur ne répond pas")
    expect(page.locator("[data-column='contact'] .deal-card")).to_have_count(1)
    page.context.set_offline(False)
    expect(page.locator("n-toast[data-key='network']")).to_have_count(0)
    card.get_by_role("link", name="Caisses", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-column='discovery'] [data-lane='count']")).to_have_text("1")
    page.keyboard.press("Shift+ArrowRight")
    expect(stand.locator("[data-lane='count']")).to_have_text("1")
    assert Deal.objects.get(pk=deal.pk).step == "presentation"
    page.goto(f"/deals/{deal.public_id}/")
    expect(page.get_by_text("Préparer les échantillons").first).to_be_visible()
    assert axe(page) == []
