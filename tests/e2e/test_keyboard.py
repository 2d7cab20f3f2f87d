"""No mouse: a company created, the list filtered, a company opened, a call noted; the focus is seen and comes back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from negoce.companies.models import Activity, Company
from negoce.identity.models import User
from tests.harness.patience import go_by_keys

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
MOST_TABS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; every stop on the way shows where the focus is."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        here, seen = page.evaluate(
            """selector => {
                const element = document.activeElement;
                const style = getComputedStyle(element);
                const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                const box = element.getBoundingClientRect();
                const shown = ring || style.boxShadow !== "none" || element === document.body || !box.width;
                return [element.matches(selector), shown || element.outerHTML.slice(0, 160)];
            }""",
            selector,
        )
        assert seen is True, f"focus not seen on {seen}"
        if here:
            return
    raise AssertionError(f"{selector} is not within {MOST_TABS} presses of Tab")


def answer_late(route: Route) -> None:
    """A slow server: what checks the last field typed asks before the form is answered."""
    if route.request.method == "POST":
        time.sleep(0.6)
    route.continue_()


def test_a_morning_without_a_mouse(signed_in_page: SignedIn, colleague: Colleague) -> None:
    page = signed_in_page(user=colleague("camille"))
    page.goto("/companies/")
    page.wait_for_load_state("networkidle")
    keys = page.keyboard
    keys.press("c")
    keys.press("e")
    expect(page.locator("#id_name")).to_be_focused()
    keys.type("Fromagerie du Clavier")
    tab_to(page, "#id_postal_code")
    page.route("**/companies/new/", answer_late)
    keys.type("38250")
    keys.press("Enter")
    expect(page.locator("#company-name")).to_have_text("Fromagerie du Clavier")
    company = Company.objects.get(name="Fromagerie du Clavier")
    page.wait_for_load_state("networkidle")

    go_by_keys(page, "e", "**/companies/")
    page.wait_for_load_state("networkidle")
    tab_to(page, "a.add-filter")
    keys.press("Enter")
    expect(page.locator("#dialog select").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    keys.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("a.add-filter").first).to_be_focused()
    tab_to(page, "#list-quick")
    keys.type("clavier")
    expect(page.locator("#list-table tbody tr")).to_have_count(1)
    expect(page.locator("#list-quick")).to_be_focused()
    tab_to(page, "#list-table tbody a.strong")
    keys.press("Enter")
    expect(page.locator("#company-name")).to_have_text("Fromagerie du Clavier")
    page.wait_for_load_state("networkidle")

    keys.press("c")
    keys.press("a")
    expect(page.locator("#id_subject")).to_be_focused()
    keys.type("Premier appel, rappeler en janvier")
    keys.press("Control+Enter")
    expect(page.locator("n-toast")).to_contain_text("c’est noté")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("#thread-list")).to_contain_text("Premier appel, rappeler en janvier")
    assert Activity.objects.get(company=company).owner == colleague("camille")
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost after the dialog"
    tab_to(page, ".page-actions a, .page-actions button, .page-actions summary")
    expect(page).to_have_url(re.compile(company.public_id))
