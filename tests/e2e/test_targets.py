"""Targets as a sales manager sets them: by keyboard from cell to cell, pasted from a sheet, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D

from playwright.sync_api import Locator, Page, expect

from negoce.identity.enums import Role, Scope
from negoce.portfolio.models import SalesTarget
from tests.factories.identity import make_team, make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def cell(page: Page, name: str, month: str) -> Locator:
    """The cell of a person and a month."""
    return page.locator(f"n-edit[data-label='{name}, {month} 2027']")


def amounts(person: object) -> list[tuple[int, D]]:
    """What is stored of a person, by number of month."""
    rows = SalesTarget.objects.filter(person=person).order_by("month")
    return [(month.month, amount) for month, amount in rows.values_list("month", "amount")]


def test_targets_are_typed_by_keyboard_pasted_and_undone(signed_in_page: SignedIn, axe: Axe) -> None:
    team = make_team()
    manager = make_user(Role.MANAGER, scope=Scope.TEAM.value, team=team, last_name="Aubert")
    seller = make_user(Role.SALESPERSON, first_name="Zoé", last_name="Vidal", team=team)
    page = signed_in_page(user=manager)
    page.goto("/targets/?by=person&year=2027")
    page.wait_for_load_state("networkidle")
    january = cell(page, "Zoé Vidal", "janv.")
    expect(january).to_be_visible()
    january.focus()
    # Right, then left again; a digit types over; Tab saves and opens February.
    page.keyboard.press("ArrowRight")
    expect(cell(page, "Zoé Vidal", "févr.")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(january).to_be_focused()
    page.keyboard.press("1")
    field = january.locator("input[name=value]")
    expect(field).to_have_value("1")
    page.keyboard.type("200")
    page.keyboard.press("Tab")
    second = cell(page, "Zoé Vidal", "févr.").locator("input[name=value]")
    expect(second).to_be_focused()
    assert amounts(seller) == [(1, D(1_200))]
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(cell(page, "Zoé Vidal", "févr.")).to_be_focused()
    expect(page.locator(f"#year-{seller.public_id} .strong")).to_have_text("2\u202f100")
    assert axe(page) == []
    # The last gesture is undone by its key: February alone.
    page.keyboard.press("Control+z")
    expect(page.locator(f"#year-{seller.public_id} .strong")).to_have_text("1\u202f200")
    assert amounts(seller) == [(1, D(1_200))]
    page.get_by_role("link", name="Coller un tableau").click()
    page.get_by_label("Lignes collées").fill("Zoé Vidal\t\t\t5 000\nPersonne d’autre\t1")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("n’est le nom d’aucune ligne")).to_be_visible()
    page.get_by_label("Lignes collées").fill("Zoé Vidal\t\t\t5 000")
    page.get_by_role("button", name="Enregistrer").click()
    expect(cell(page, "Zoé Vidal", "mars")).to_have_text("5\u202f000")
    page.locator(".toast-undo").click()
    expect(cell(page, "Zoé Vidal", "mars")).to_have_text("—")
    assert amounts(seller) == [(1, D(1_200))]
    assert not SalesTarget.objects.filter(person=seller, month=date(2027, 3, 1)).exists()
