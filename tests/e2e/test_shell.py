"""The frame: the palette on chosen rows, favourites in order, the bin, tags, devices."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from negoce.companies.actions.company_delete import delete_company
from negoce.companies.models import Company, CompanyTag, SavedView, Tag
from negoce.identity.enums import Role
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_company
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
Pictures = Callable[[Page, str], list[Path]]


def test_the_palette_acts_on_the_rows_chosen(signed_in_page: SignedIn, axe: Axe) -> None:
    seller = make_user(Role.SALESPERSON)
    for name in ("Atelier Un", "Atelier Deux"):
        make_company(name, owner=seller)
    page = signed_in_page(user=seller)
    page.goto("/companies/")
    page.wait_for_function("() => customElements.get('n-palette') && customElements.get('n-shortcuts')")
    ticks = page.locator("#rows input[name=selected]")
    for place in range(2):
        page.keyboard.press("j")
        expect(page.locator("#rows tr").nth(place).locator("a.strong")).to_be_focused()
        page.keyboard.press("x")
        expect(ticks.nth(place)).to_be_checked()
    page.keyboard.press("Control+k")
    expect(page.locator(".palette-context")).to_have_text("2 choisies")
    expect(page.locator("[data-option]").first).to_have_text("Affecter")
    assert axe(page, also="palette, rows chosen: ") == []
    page.keyboard.type("etiq")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Étiqueter")).to_be_visible()
    expect(page.locator("dialog.palette")).to_be_hidden()


def test_an_enter_ahead_of_the_answer_counts_and_one_escape_closes(signed_in_page: SignedIn) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/settings/")
    page.keyboard.press("Control+k")
    page.keyboard.type("zzz")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    # No product nor company is called so.
    page.keyboard.type("appareils connectés")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/devices/")


def test_favourites_move_by_keys_and_by_hand(signed_in_page: SignedIn) -> None:
    user = make_user(Role.SALESPERSON)
    views = [
        SavedView.objects.create(owner=user, list_key="companies", name=name, query="sort=name")
        for name in ("Une", "Deux", "Trois")
    ]
    user.preferences = {"pins": [f"companies/{view.public_id}" for view in views]}
    user.save()
    page = signed_in_page(user=user)
    page.goto("/account/")
    lines = page.locator("n-order li")
    expect(lines).to_have_text(["Une", "Deux", "Trois"])
    page.get_by_role("button", name="Déplacer Une").focus()
    with page.expect_response(re.compile("favourites/order")):
        page.keyboard.press("ArrowDown")
    page.reload()
    expect(lines).to_have_text(["Deux", "Une", "Trois"])
    page.get_by_role("button", name="Déplacer Trois").hover()
    page.mouse.down()
    top = lines.first.bounding_box()
    assert top
    page.mouse.move(top["x"] + 4, top["y"] + 4, steps=6)
    with page.expect_response(re.compile("favourites/order")):
        page.mouse.up()
    page.reload()
    expect(lines).to_have_text(["Trois", "Deux", "Une"])


def test_a_deleted_company_comes_back_by_keyboard(
    signed_in_page: SignedIn, axe: Axe, pictures: Pictures
) -> None:
    boss = make_user(Role.ADMINISTRATOR)
    company = delete_company(actor_for(boss), make_company("Atelier de la Corbeille"))
    page = signed_in_page(user=boss)
    page.goto("/companies/")
    page.locator("summary[aria-label='Autres actions']").click()
    page.locator(".menu-item", has_text="Corbeille").click()
    page.wait_for_url("**/settings/bin/?kind=company")
    assert axe(page) == []
    pictures(page, "bin")
    page.get_by_role("button", name="Rétablir Atelier de la Corbeille").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("« Atelier de la Corbeille » est de retour.")).to_be_visible()
    expect(page.get_by_role("button", name="Rétablir Atelier de la Corbeille")).to_have_count(0)
    company.refresh_from_db()
    assert company.deleted_at is None


def test_two_tags_become_one_and_the_view_follows(
    signed_in_page: SignedIn, axe: Axe, pictures: Pictures
) -> None:
    boss = make_user(Role.ADMINISTRATOR)
    company = make_company("Atelier Étiqueté")
    gone = Tag.objects.create(name="Très fidèle e2e", name_key="tres fidele e2e")
    stays = Tag.objects.create(name="Fidèle e2e", name_key="fidele e2e", colour="good")
    CompanyTag.objects.create(company=company, tag=gone)
    view = SavedView.objects.create(
        owner=boss, list_key="companies", name="Fidèles", query="filter=tags+any+%22tres+fidele+e2e%22"
    )
    page = signed_in_page(user=boss)
    page.goto("/settings/tags/")
    assert axe(page) == []
    page.get_by_role("link", name="Très fidèle e2e").click()
    assert axe(page) == []
    pictures(page, "tag")
    page.get_by_label("L’étiquette qui reste").select_option(label="Fidèle e2e")
    page.get_by_label("Je confirme la fusion").check()
    page.get_by_role("button", name="Fusionner").click()
    expect(page.get_by_text("est devenue")).to_be_visible()
    page.goto(f"/companies/?view={view.public_id}")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert Company.objects.get(company_tags__tag=stays).pk == company.pk


def test_a_lost_telephone_is_signed_out(signed_in_page: SignedIn, axe: Axe, pictures: Pictures) -> None:
    user = make_user(Role.SALESPERSON)
    here, lost = signed_in_page(user=user), signed_in_page(user=user)
    lost.goto("/companies/")
    here.goto("/account/")
    here.get_by_role("link", name="Voir les appareils connectés").click()
    assert axe(here) == []
    pictures(here, "devices")
    here.get_by_role("button", name="Déconnecter tous les autres").click()
    expect(here.get_by_role("button", name="Déconnecter tous les autres")).to_have_count(0)
    lost.goto("/companies/")
    expect(lost).to_have_url(re.compile("/account/login/"))
