"""The components in a real browser: keys, edit in place, dialog, palette, failures, small screens, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.harness.browser import person
from tests.harness.patience import go_by_keys
from tests.harness.site import Site

Axe = Callable[..., list[str]]


@pytest.fixture(scope="module")
def gallery(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as a demo: the gallery exists there only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEGOCE_DEMO", "1")
        site = Site(tmp_path_factory.mktemp("gallery") / "site.log", secret_key=settings.SECRET_KEY)
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def page(browser: Browser, gallery: Site) -> Iterator[Page]:
    """A page of the gallery's visitor."""
    with person(browser, gallery.url) as (context, _):
        yield context.new_page()


def open_page(page: Page, path: str) -> None:
    """Go to a page of the gallery and wait for its islands."""
    page.goto(f"/gallery/{path}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", ["", "list/", "company/", "day/", "bare/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_width(page: Page, axe: Axe, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_page(page, path)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []


def test_rows_are_chosen_by_keys(page: Page) -> None:
    open_page(page, "list/")
    for key in ("j", "j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("3 choisies")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(3)
    page.keyboard.press("Control+a")
    page.locator("[data-bulk-all]").click()
    expect(page.locator("[data-bulk-count]")).to_have_text("4 912 choisies")
    assert page.locator("#bulk input[name=all]").input_value() == "1"
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    assert page.locator("#bulk input[name=all]").input_value() == ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery/company/")


def test_palette(page: Page, axe: Axe) -> None:
    open_page(page, "list/")
    page.keyboard.press("Control+k")
    expect(page.locator("[data-option]")).to_have_count(8)
    page.keyboard.type("cave")
    expect(page.locator("[data-option]")).to_have_count(3)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-activedescendant", "palette-option-0")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery/company/")


def test_dialog_keeps_what_was_typed(page: Page, axe: Axe) -> None:
    open_page(page, "company/")
    page.keyboard.press("c")
    page.keyboard.press("a")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_label("Nom")).to_be_focused()
    assert dialog.get_attribute("data-kind") == "peek"
    assert axe(page) == []
    page.keyboard.type("abc")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_edit_in_place(page: Page) -> None:
    open_page(page, "company/")
    value = page.locator("n-edit").first
    value.click()
    value.locator("input").fill("0")
    page.keyboard.press("Enter")
    expect(value.locator(".field-error")).to_have_text("Un effectif est un nombre entier, au moins 1.")
    page.keyboard.press("Escape")
    expect(value).to_have_text("48 · 2 établissements")
    page.keyboard.press("Enter")
    value.locator("input").fill("52")
    page.keyboard.press("Tab")
    expect(value).to_have_text("52")
    following = page.locator("n-edit").nth(1)
    expect(following.locator("input")).to_be_focused()
    following.locator("input").fill("61")
    page.locator("h1").click()
    expect(following).to_have_text("61")


def test_a_notice_offers_to_undo(page: Page) -> None:
    open_page(page, "list/")
    page.get_by_label("Pharma Drôme", exact=True).check()
    page.get_by_role("button", name="Affecter").click()
    notice = page.locator("n-toast")
    expect(notice).to_contain_text("2 entreprises affectées à Hugo L.")
    notice.get_by_role("button", name="Annuler").click()
    expect(page.locator("n-toast")).to_contain_text("C’est annulé.")


def test_destinations_sheet_and_theme(page: Page) -> None:
    open_page(page, "day/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    page.keyboard.press("Escape")
    go_by_keys(page, "e", "**/gallery/list/")
    page.wait_for_load_state("networkidle")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Sombre").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 21)"


def test_drawer_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "list/")
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#sidebar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sidebar")).to_be_hidden()
