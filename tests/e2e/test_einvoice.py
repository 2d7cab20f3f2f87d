"""A person checks an invoice that somebody sent."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.identity.enums import Role
from tests.factories.electronic import make_electronic_invoice


def test_an_invoice_is_checked_and_its_fault_is_named(signed_in_page, axe, tmp_path: Path):
    broken = tmp_path / "facture.xml"
    broken.write_bytes(cii_xml(make_electronic_invoice()).replace(b">PMD<", b">AAI<"))
    page = signed_in_page(Role.SALESPERSON)
    page.goto("/calculators/")
    page.get_by_role("link", name="Contrôler une facture électronique").click()
    expect(page.get_by_role("heading", name="Contrôler une facture électronique")).to_be_visible()
    page.get_by_label("Fichier").set_input_files(broken)
    page.get_by_role("button", name="Contrôler", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("une plateforme la rejetterait")
    expect(page.locator("#verdict")).to_contain_text("BR-FR-05_BT-22_PMD")
    assert axe(page) == []
