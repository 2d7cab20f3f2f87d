"""Before there is a deal: a person is approached, the card of their page follows it, a deal comes of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Deal, SalesCycle
from tests.factories.companies import make_company, make_contact


def test_an_approach_becomes_a_deal(
    signed_in_page: Callable[..., Page],
    axe: Callable[..., list[str]],
    pictures: Callable[..., object],
) -> None:
    company = make_company("Laiterie des Sources")
    person = make_contact(company)
    cycle = SalesCycle.objects.get(key="long")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/contacts/{person.public_id}/")
    page.get_by_role("link", name="Commencer une démarche").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Cycle").select_option(cycle.public_id)
    assert axe(page) == []
    dialog.get_by_role("button", name="Commencer").click()
    card = page.locator("#panel-approaches")
    expect(card).to_contain_text("Préparer le dossier du client")
    expect(card).to_contain_text("0 sur 1")
    expect(page.locator("#panel-next")).to_contain_text("Préparer le dossier du client")
    pictures(page, "approach")
    card.get_by_role("button", name="En faire une affaire").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Laiterie des Sources")
    expect(page.get_by_text("Préparer le dossier du client").first).to_be_visible()
    assert Deal.objects.get().people.get().contact_id == person.pk
