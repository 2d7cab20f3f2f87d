"""Custom fields as people use them: added by an administrator, filled on a record, filtered and edited in a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from negoce.companies import custom_known
from negoce.companies.models import CompanyCustomValue, CustomField
from negoce.identity.enums import Role
from tests.factories.companies import make_company

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
Pictures = Callable[[Page, str], list[Path]]


@pytest.fixture(autouse=True)
def no_field_left() -> Iterator[None]:
    """Other tests walk the same pages: they know of no field."""
    yield
    CompanyCustomValue.objects.all().delete()
    CustomField.objects.all().delete()
    custom_known.forget()


def add_field(page: Page, label: str, type: str, choices: str = "") -> None:
    page.goto("/settings/fields/new/")
    page.get_by_label("Nom du champ").fill(label)
    page.get_by_label("Contient").select_option(type)
    if choices:
        page.get_by_label("Choix, un par ligne").fill(choices)
    page.get_by_role("button", name="Ajouter le champ").click()
    expect(page.get_by_role("link", name=label)).to_be_visible()


def test_a_field_from_its_making_to_a_list(signed_in_page: SignedIn, axe: Axe, pictures: Pictures) -> None:
    company = make_company("Quincaillerie Gardot")
    make_company("Quincaillerie Morin")
    boss = signed_in_page(Role.ADMINISTRATOR)
    boss.goto("/settings/fields/")
    expect(boss.get_by_text("Aucun champ personnalisé")).to_be_visible()
    add_field(boss, "Budget matériel", "amount")
    add_field(boss, "Niveau", "choice", "Or\nArgent\nBronze")
    assert axe(boss) == []
    pictures(boss, "custom-fields")
    boss.goto("/settings/fields/new/")
    assert axe(boss) == []
    pictures(boss, "custom-field-new")
    boss.goto("/settings/fields/")
    boss.get_by_role("link", name="Niveau").click()
    assert axe(boss) == []
    pictures(boss, "custom-field")

    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/")
    card = page.locator("#panel-custom")
    card.locator("n-edit").first.click()
    card.get_by_label("Budget matériel").fill("1 234,567")
    card.get_by_label("Budget matériel").press("Enter")
    expect(card.get_by_role("alert")).to_contain_text("décimales")
    card.get_by_label("Budget matériel").fill("1 234,56")
    card.get_by_label("Budget matériel").press("Enter")
    expect(card).to_contain_text(re.compile(r"1\s234,56\s€"))
    assert axe(page) == []
    pictures(page, "custom-card")

    page.goto(
        "/companies/?filter=custom_budget_materiel filled&columns=name,custom_budget_materiel,custom_niveau"
    )
    rows = page.locator("#list-table tbody tr[data-href]")
    expect(rows).to_have_count(1)
    cell = rows.first.locator("n-edit").last
    cell.click()
    cell.get_by_label("Niveau").select_option("argent")
    expect(cell).to_have_text("Argent")
    expect(page.locator("#list-table tfoot")).to_contain_text(re.compile(r"1\s235\s€"))
    pictures(page, "custom-list")
    assert (
        list(CompanyCustomValue.objects.order_by("slot").values_list("record_id", flat=True))
        == [company.pk] * 2
    )
