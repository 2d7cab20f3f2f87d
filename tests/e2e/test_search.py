"""Ctrl K finds anybody from a fragment, forgives a typo and runs commands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.models import Company
from negoce.identity.models import User
from tests.harness.patience import go_by_keys

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


@pytest.fixture
def palette(signed_in_page: SignedIn, colleague: Colleague) -> Page:
    """The palette, open by its keys over the agenda."""
    page = signed_in_page(user=colleague("camille"))
    page.goto("/activities/today/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("n-palette input")).to_be_focused()
    return page


def test_a_typo_is_forgiven_and_enter_opens(palette: Page, axe: Axe) -> None:
    palette.keyboard.type("laitrie verc", delay=20)
    expect(palette.locator("[data-option]").first).to_contain_text("Laiterie du Vercors")
    expect(palette.locator(".palette-results[data-stale]")).to_have_count(0)
    assert axe(palette, also="palette: ") == []
    palette.keyboard.press("Enter")
    expect(palette.locator("#company-name")).to_have_text("Laiterie du Vercors")
    palette.wait_for_load_state("networkidle")
    palette.keyboard.press("Control+k")
    expect(palette.locator("n-palette")).to_contain_text("Récents")
    expect(palette.locator("[data-option]").first).to_contain_text("Laiterie du Vercors")


def test_a_fragment_of_siren_with_its_spaces(palette: Page) -> None:
    company = Company.objects.get(name="Laiterie du Vercors", is_fictional=True)
    palette.keyboard.type(f"{company.siren[:3]} {company.siren[3:6]} {company.siren[6:8]}", delay=20)
    expect(palette.locator("[data-option]", has_text="Laiterie du Vercors")).to_have_count(1)


def test_a_command_and_the_focus_comes_back(palette: Page) -> None:
    palette.keyboard.type("nouvelle entr", delay=20)
    expect(palette.locator("[data-option]").first).to_contain_text("Nouvelle entreprise")
    palette.keyboard.press("Enter")
    expect(palette.locator("#id_name")).to_be_focused()
    palette.keyboard.press("Escape")
    expect(palette.locator("#dialog")).to_be_hidden()
    go_by_keys(palette, "e", "**/companies/")


def test_another_territory_is_not_found(palette: Page) -> None:
    theirs = (
        Company.objects.filter(owner__first_name="Yann", deleted_at=None)
        .exclude(name="")
        .order_by("pk")
        .first()
    )
    assert theirs is not None
    palette.keyboard.type(theirs.siren, delay=10)
    expect(palette.locator("n-palette")).to_contain_text("Aucun résultat")
    answer = palette.goto(f"/companies/{theirs.public_id}/")
    assert answer is not None
    assert answer.status == 404
    expect(palette.locator("body")).not_to_contain_text(theirs.name)
