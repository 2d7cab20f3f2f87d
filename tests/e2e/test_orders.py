"""From an accepted quote to the last delivery, as sales administration walks it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.orders.models import OrderTerms
from tests.factories.companies import make_company
from tests.factories.handled_orders import make_accepted, quote_line


def test_an_accepted_quote_is_ordered_then_delivered_in_two_times(
    signed_in_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    company = make_company("Fromagerie de l’Étape", siren="732829320")
    version = make_accepted(company)
    quote_line(version, 1, "10", "25", label="Étagère à comté")
    quote_line(version, 2, "4", "12.5", label="Planche")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/quotes/{version.quote.public_id}/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Créer la commande").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("N° de commande du client").fill("BC 512")
    dialog.get_by_role("button", name="Créer la commande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Commande CDE-")
    expect(page.get_by_role("main")).to_contain_text("BC 512")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Livrer", exact=True).click()
    expect(dialog.get_by_label("Planche")).to_have_value("4")
    assert axe(page) == []
    dialog.get_by_label("Étagère à comté").fill("6")
    dialog.get_by_label("Planche").fill("")
    dialog.get_by_role("button", name="Enregistrer la livraison").click()
    expect(page.get_by_role("main")).to_contain_text("6 × Étagère à comté")
    expect(page.get_by_role("main")).to_contain_text("Livrée en partie")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Livrer", exact=True).click()
    # What is left is proposed, nothing else.
    expect(dialog.get_by_label("Étagère à comté")).to_have_value("4")
    dialog.get_by_role("button", name="Enregistrer la livraison").click()
    expect(page.get_by_role("main")).to_contain_text("4 × Étagère à comté · 4 × Planche")
    expect(page.get_by_role("link", name="Livrer", exact=True)).to_have_count(0)
    assert OrderTerms.objects.get(quote_version=version).state == "delivered"
    page.goto(f"/quotes/{version.quote.public_id}/")
    expect(page.get_by_role("link", name=re.compile("^Commande CDE-"))).to_be_visible()
