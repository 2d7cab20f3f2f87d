"""An order is invoiced with its deposit, then credited: what a person sees at each step."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.billing.models import FiscalDocument
from negoce.identity.enums import Role
from tests.factories.billing import make_customer, make_seller, make_terms

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_an_order_its_deposit_its_invoice_and_a_credit_note(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[[Page, str], None]
) -> None:
    make_seller()
    terms = make_terms(make_customer("Fromages Zurbach"))
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/invoices/waiting/")
    row = page.get_by_role("row", name=terms.order.reference)
    row.get_by_role("link", name="Acompte").click()
    page.get_by_role("button", name="Préparer l’acompte").click()
    _issue(page, "Facture d’acompte")
    page.goto("/invoices/waiting/")
    row.get_by_role("button", name="Facturer").click()
    expect(page.locator("#sale-totals")).to_contain_text("Net à payer")
    assert axe(page) == []
    pictures(page, "invoice-draft")
    _issue(page, "Facture")
    assert axe(page) == []
    pictures(page, "invoice")
    page.get_by_role("link", name="Avoir", exact=True).click()
    page.get_by_label("Motif, imprimé sur l’avoir").fill("Commande annulée")
    page.get_by_role("button", name="Préparer l’avoir").click()
    _issue(page, "Avoir")
    expect(page.locator("h1 + .chip")).to_have_text("Émise")
    kinds = (
        FiscalDocument.objects.filter(company=terms.order.company).order_by("id").values_list("kind", "state")
    )
    assert list(kinds) == [("deposit", "issued"), ("invoice", "issued"), ("credit_note", "issued")]


def _issue(page: Page, kind: str) -> None:
    """From the draft through what will be fixed to the issued document."""
    expect(page.locator("h1")).to_have_text(f"{kind}, brouillon")
    page.get_by_role("button", name="Émettre", exact=True).click()
    page.get_by_role("button", name="Émettre et verrouiller").click()
    expect(page.locator("h1")).to_contain_text(f"{kind} F2")
