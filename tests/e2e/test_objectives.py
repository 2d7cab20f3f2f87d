"""An objective is set on the page of a deal, in the form that its measure asks for, reviewed, and counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Objective
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_an_objective_is_set_reviewed_and_counted(signed_in_page: SignedIn, axe: Axe) -> None:
    close_on = timezone.localdate() + timedelta(days=20)
    deal = make_deal(
        make_company("Laiterie du Vercors"), "Films 2027", amount=Decimal(48000), close_on=close_on
    )
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Ajouter un objectif").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Objectif").fill("Signer pour 24 mois")
    expect(dialog.get_by_label("Unité")).to_have_count(0)
    dialog.get_by_label("Mesuré par").select_option("other")
    expect(dialog.get_by_label("Unité")).to_be_visible()
    expect(dialog.get_by_label("Objectif")).to_have_value("Signer pour 24 mois")
    dialog.get_by_label("Mesuré par").select_option("amount")
    expect(dialog.get_by_label("Unité")).to_have_count(0)
    for name, figure in (("ideal", "48000"), ("aimed", "49000"), ("fallback", "44000")):
        dialog.locator(f"[name={name}]").fill(figure)
    dialog.get_by_label("Entretien du").fill("demain")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog).to_contain_text("est meilleur que l’idéal")
    assert axe(page) == []
    dialog.locator("[name=aimed]").fill("46500")
    dialog.get_by_role("button", name="Enregistrer").click()
    panel = page.locator("#panel-objectives")
    expect(panel).to_contain_text("1. Signer pour 24 mois")
    panel.get_by_role("link", name="Revoir l’objectif").click()
    page.get_by_role("dialog").locator("[name=obtained]").fill("46500")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(panel).to_contain_text("Atteint")
    assert Objective.objects.get().outcome == "attained"
    page.goto("/objectives/")
    expect(page.get_by_role("main")).to_contain_text("1 objectif revu, taux d’atteinte 100,0")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
