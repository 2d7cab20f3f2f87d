"""The list of companies as a salesperson works on it: filter, sort, view, bulk change, edit, keys, export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from playwright.sync_api import Locator, Page, expect

from negoce.companies.models import Company, Tag
from negoce.companies.queries.visible import visible_companies
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


@pytest.fixture
def companies(signed_in_page: SignedIn, colleague: Colleague) -> Page:
    """The list, open before a manager, who may export and sees the two territories."""
    page = signed_in_page(user=colleague("marc"))
    page.goto("/companies/")
    page.wait_for_load_state("networkidle")
    return page


def seen_by(colleague: Colleague) -> QuerySet[Company]:
    """The companies that the manager may see; other tests leave some that nobody of the demo does."""
    return visible_companies(actor_for(colleague("marc")))


def names(page: Page) -> list[str]:
    """The names shown, from top to bottom."""
    return page.locator("#list-table tbody a.strong").all_inner_texts()


def total(page: Page) -> Locator:
    """The foot of the table, which counts what answers the filter."""
    return page.locator("#list-table tfoot")


def filter_by(page: Page, field: str, operator: str) -> None:
    """Open the builder on a field and a comparison; the value stays to be given."""
    page.locator(".add-filter", has_text="Filtre").click()
    page.get_by_label("Champ", exact=True).select_option(field)
    expect(page.get_by_label("Champ", exact=True)).to_have_value(field)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Comparaison").select_option(operator)
    page.wait_for_load_state("networkidle")


def test_a_filter_is_built_sorted_and_kept_as_a_view(companies: Page, colleague: Colleague, axe: Axe) -> None:
    page = companies
    filter_by(page, "department", "is")
    assert axe(page, also="filter: ") == []
    page.locator("[name=value-0]").fill("38, 26")
    page.get_by_role("button", name="Appliquer", exact=True).click()
    expected = seen_by(colleague).filter(department__in=["38", "26"])
    expect(page.locator("#dialog")).to_be_hidden()
    expect(total(page)).to_contain_text(f"{expected.count()} entreprises")
    page.locator("#list-table thead").get_by_role("link", name=re.compile("CA 12 mois")).click()
    expect(page).to_have_url(re.compile("sort="))
    page.wait_for_load_state("networkidle")
    place = 1 + page.locator("#list-table thead tr").last.locator("th, td").evaluate_all(
        "(cells) => cells.findIndex((cell) => cell.textContent.includes('CA 12 mois'))"
    )
    amounts = [
        int(re.sub(r"\D", "", words))
        for words in page.locator(f"#list-table tbody tr td:nth-child({place})").all_inner_texts()
        if "€" in words
    ]
    assert amounts
    assert amounts in (sorted(amounts), sorted(amounts, reverse=True))
    page.locator("#view-changed").get_by_text("Enregistrer…").click()
    page.locator("#view-name").fill("Isère et Drôme")
    page.locator("#dialog").get_by_role("button", name="Enregistrer").click()
    tab = page.locator("#list-tabs").get_by_role("link", name=re.compile("Isère et Drôme"))
    expect(tab).to_have_attribute("aria-current", "page")
    shown = names(page)
    page.goto("/companies/")
    page.locator("#list-tabs").get_by_role("link", name=re.compile("Isère et Drôme")).click()
    expect(total(page)).to_contain_text(f"{expected.count()} entreprises")
    assert names(page) == shown


def test_tags_given_to_several_then_taken_back(companies: Page) -> None:
    page = companies
    tag = Tag.objects.create(name="Foire de Lyon", name_key="foire de lyon")
    chosen = names(page)[:2]
    for number in (1, 2):
        page.get_by_label(f"Choisir la ligne {number}", exact=True).check()
    expect(page.locator("[data-bulk-count]")).to_have_text("2 choisies")
    page.locator("[data-bulk]").get_by_role("link", name=re.compile("tiquet")).click()
    page.locator("#dialog").get_by_role("group", name="Ajouter").get_by_label("Foire de Lyon").check()
    page.locator("#dialog").get_by_role("button", name="Appliquer").click()
    expect(page.locator("n-toast")).to_contain_text("2")
    assert sorted(link.company.name for link in tag.company_tags.order_by("pk")) == sorted(chosen)
    page.locator("n-toast .toast-undo").click()
    expect(page.locator("n-toast")).to_contain_text("2 lignes remises comme avant")
    assert tag.company_tags.count() == 0


def test_a_cell_is_changed_where_it_stands(companies: Page) -> None:
    page = companies
    first = page.locator("#list-table tbody tr").first
    public_id = (first.get_attribute("data-href") or "").split("/")[-2]
    cell = first.locator("n-edit[data-label='Suivi par']")
    cell.click()
    cell.locator("select").select_option(label="Sophie Marchand")
    expect(cell).to_have_text("Sophie M.")
    assert Company.objects.get(public_id=public_id).owner.first_name == "Sophie"
    # By keys alone, nothing is kept before Enter.
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell.locator("select")).to_be_focused()
    # Other tests have colleagues of their own: whoever comes next in the list.
    following = cell.locator("option:checked + option").inner_text().strip()
    page.keyboard.press("ArrowDown")
    expect(cell.locator("option:checked")).to_have_text(following)
    expect(cell.locator("select")).to_be_focused()
    page.keyboard.press("Enter")
    first_name, _space, last_name = following.partition(" ")
    expect(cell).to_have_text(f"{first_name} {last_name[0]}.")


def test_keys_alone_choose_and_open(companies: Page) -> None:
    page = companies
    second = names(page)[1]
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("1 choisie")
    expect(page.locator("tr[data-cursor] a.strong")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#company-name")).to_have_text(second)


def test_the_file_exported_holds_the_rows_shown(companies: Page, colleague: Colleague) -> None:
    page = companies
    page.goto("/companies/?filter=department+is+26&sort=-name")
    shown = names(page)
    headings = [
        words.strip(" ↓↑")
        for words in page.locator("#list-table thead th").all_inner_texts()
        if words.strip()
    ]
    page.locator(".page-actions summary", has_text="Exporter").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV pour Excel en français").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == shown
    assert rows[0][0] == headings[0]
    assert len(shown) == seen_by(colleague).filter(department="26").count()


def test_a_row_is_looked_at_beside_the_list(companies: Page, axe: Axe) -> None:
    page = companies
    first, second, third = names(page)[:3]
    title = page.locator("#dialog-title")
    page.locator("#list-table tbody tr").first.locator("td").nth(2).click(position={"x": 5, "y": 8})
    expect(title).to_have_text(first)
    expect(page.locator("[data-peek-place]")).to_have_text("1 / 50")
    assert axe(page, also="panel: ") == []
    page.keyboard.press("j")
    expect(title).to_have_text(second)
    page.keyboard.press("k")
    expect(title).to_have_text(first)
    # Another row, behind the panel, is one press away.
    box = page.locator("#list-table tbody tr").nth(2).bounding_box()
    assert box
    page.mouse.click(box["x"] + 120, box["y"] + 8)
    expect(title).to_have_text(third)
    # A form opened from the panel leads back to it.
    page.locator("#dialog").get_by_role("link", name="Nouvelle activité").click()
    expect(title).to_have_text("Nouvelle activité")
    page.keyboard.press("Escape")
    expect(title).to_have_text(third)
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("tr[data-cursor] a.strong")).to_have_text(third)
    page.keyboard.press("p")
    expect(title).to_have_text(third)
    page.keyboard.press("Enter")
    expect(page.locator("#company-name")).to_have_text(third)


def test_groups_fold_and_a_second_order_is_added(companies: Page, axe: Axe) -> None:
    page = companies
    page.locator(".list-tools summary", has_text="Grouper").click()
    page.locator(".list-tools").get_by_role("link", name="Suivi par").click()
    expect(page).to_have_url(re.compile("group=owner"))
    heads = page.locator("tr.group")
    expect(heads.first).to_be_visible()
    top = heads.first.locator(".group-fold span").first.inner_text()
    heads.first.locator(".group-fold").click()
    expect(page).to_have_url(re.compile("folded="))
    expect(heads.first.locator(".group-fold")).to_have_attribute("aria-expanded", "false")
    expect(heads.first).to_contain_text(top)
    assert axe(page, also="groups: ") == []
    page.locator("#list-table thead a", has_text="CA 12 mois").click(modifiers=["Shift"])
    expect(page).to_have_url(re.compile("sort=name,-net_12_months"))
    expect(heads.first).to_contain_text(top)
