"""A merge as a person walks it: from the menu, through the preview, and back."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from negoce.companies.models import Company
from negoce.identity.enums import Role
from tests.factories.companies import make_activity, make_company


def test_two_companies_become_one_and_two_again(
    signed_in_page: Callable[..., Page], axe: Callable[..., list[str]], pictures: Callable[..., object]
) -> None:
    kept = make_company("Zinguerie du Vercors", phone="+33476000001", note="Mardi.")
    absorbed = make_company("Zinguerie Vercors", phone="+33476000002", note="Portail.")
    make_activity(absorbed)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{kept.public_id}/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Autres actions").click()
    page.get_by_role("link", name="Fusionner avec…").click()
    page.get_by_role("searchbox", name="Chercher l’autre fiche").fill("zinguerie v")
    page.get_by_role("dialog").get_by_role("link", name="Zinguerie Vercors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fusionner deux entreprises")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    pictures(page, "merge")
    # The keyboard chooses, and the merged record follows.
    page.locator("input[name=phone][value=kept]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#merge-result")).to_contain_text("04 76 00 00 02")
    page.locator("input[name=name][value=absorbed]").check()
    expect(page.locator("#merge-result")).to_contain_text("Zinguerie Vercors")
    page.get_by_role("button", name="Fusionner", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zinguerie Vercors")
    assert Company.objects.get(pk=kept.pk).phone == "+33476000002"
    page.goto(f"/companies/{absorbed.public_id}/")
    expect(page).to_have_url(re.compile(f"/companies/{kept.public_id}/$"))
    page.goto(f"/companies/{kept.public_id}/journal/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Annuler la fusion").click()
    expect(page.locator("n-toasts")).to_contain_text("de nouveau séparées")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zinguerie du Vercors")
    page.goto(f"/companies/{absorbed.public_id}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zinguerie Vercors")
