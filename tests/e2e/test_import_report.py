"""What a long value does to the report of an import on a desktop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role

SignedIn = Callable[..., Page]
IMPORT_MILLISECONDS = 60_000


def test_a_long_value_leaves_the_reason_and_the_button_on_screen(
    signed_in_page: SignedIn, tmp_path: Path
) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.set_viewport_size({"width": 1280, "height": 800})
    file = tmp_path / "long.csv"
    lines = ("Raison sociale;SIRET;Ville", f"{'w' * 9_000};;Die", "Ferme du rapport;732;Die")
    file.write_text("\n".join(lines), encoding="utf-8")
    page.goto("/imports/new/")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("#draft")).to_be_visible()
    page.get_by_role("button", name="Commencer l’import").click()
    buttons = page.get_by_role("button", name="Corriger", exact=True)
    expect(buttons).to_have_count(2, timeout=IMPORT_MILLISECONDS)
    for at in range(2):
        buttons.nth(at).scroll_into_view_if_needed()
        expect(buttons.nth(at)).to_be_in_viewport(ratio=1)
    page.evaluate("document.querySelector('#issue-rows').closest('.table-box').scrollLeft = 1")
    box = page.locator(".table-box", has=page.locator("#issue-rows"))
    expect(box).to_have_js_property("scrollLeft", 0)
