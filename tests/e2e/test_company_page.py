"""The company page in a real browser: axe, small screens, edit in place, two people, a session that ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

Axe = Callable[..., list[str]]
SignedIn = Callable[..., Page]


@pytest.fixture
def camille(database: None) -> User:
    """Who follows the company."""
    return make_user(Role.ADMINISTRATOR, first_name="Camille", last_name="Roche")


@pytest.fixture
def laiterie(camille: User) -> Company:
    """A company with a contact, an address and a few unknowns."""
    company = create_company(
        actor_for(camille),
        values={
            "name": "Laiterie du Vercors",
            "legal_form": "SAS",
            "siren": "732829320",
            "activity_code": "1051A",
            "headcount": "48",
            "postal_code": "38250",
            "city": "Villard-de-Lans",
            "phone": "0476951010",
            "email": "contact@laiterie.example",
        },
    )
    make_contact(company, email="helene@laiterie.example", phone="+33476951011")
    return company


def open_tab(page: Page, company: Company, tab: str = "overview") -> None:
    """Go to a tab and wait for its islands."""
    page.goto(f"/companies/{company.public_id}/?tab={tab}")
    page.wait_for_load_state("networkidle")


def open_field(page: Page, name: str) -> None:
    """Press a value and wait for its field."""
    page.locator(f"#f-{name} n-edit").click()
    expect(page.locator(f"#f-{name} [name=seen]")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_width_with_an_open_field(
    signed_in_page: SignedIn, camille: User, laiterie: Company, axe: Axe, scheme: str
) -> None:
    page = signed_in_page(user=camille)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_tab(page, laiterie, "identity")
    open_field(page, "activity_code")
    expect(
        page.locator("#f-activity_code input[name=value], #f-activity_code input[type=search]").first
    ).to_be_focused()
    page.keyboard.type("fromage")
    expect(page.locator(".field-suggestions label").first).to_be_visible()
    assert axe(page, also="open field: ") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []


def test_a_value_is_changed_where_it_stands(
    signed_in_page: SignedIn, camille: User, laiterie: Company
) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie, "identity")
    open_field(page, "headcount")
    page.keyboard.type("120")
    page.keyboard.press("Enter")
    expect(page.locator("#f-headcount")).to_have_text("120")
    expect(page.locator("#f-headcount_band")).to_contain_text("100 à 199 salariés")
    expect(page.locator("#company-line")).to_contain_text("120 salariés")
    open_field(page, "name")
    page.keyboard.type("Autre chose")
    page.keyboard.press("Escape")
    expect(page.locator("#f-name")).to_contain_text("Laiterie du Vercors")
    laiterie.refresh_from_db()
    assert (laiterie.headcount, laiterie.name) == (120, "Laiterie du Vercors")


def test_a_wrong_number_is_told_while_typing_and_stays(
    signed_in_page: SignedIn, camille: User, laiterie: Company
) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie, "identity")
    open_field(page, "siren")
    page.keyboard.type("732829321", delay=20)
    expect(page.locator("#f-siren .field-check")).to_contain_text("clé de contrôle")
    expect(page.locator("#f-siren [name=value]")).to_have_value("732829321")
    page.keyboard.press("Enter")
    expect(page.locator("#f-siren [role=alert]")).to_contain_text("clé de contrôle")
    expect(page.locator("#f-siren [name=value]")).to_have_value("732829321")


def test_a_code_is_chosen_by_words(signed_in_page: SignedIn, camille: User, laiterie: Company) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie, "identity")
    open_field(page, "activity_code")
    page.keyboard.type("fromage", delay=20)
    page.locator(".field-suggestions label", has_text="10.51C").click()
    expect(page.locator("#f-activity_code")).to_contain_text("10.51C Fabrication de fromage")


def test_two_people_on_one_field(signed_in_page: SignedIn, camille: User, laiterie: Company) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie, "identity")
    open_field(page, "trade_name")
    nadia = make_user(first_name="Nadia", last_name="Benali")
    update_company(actor_for(nadia), laiterie, changes={"trade_name": "Alpine"})
    page.keyboard.type("Vercors")
    page.keyboard.press("Enter")
    expect(page.locator("#f-trade_name [role=alert]")).to_contain_text("Nadia Benali a mis")
    expect(page.locator("#f-trade_name [name=value]")).to_have_value("Vercors")
    page.keyboard.press("Enter")
    expect(page.locator("#f-trade_name")).to_have_text("Vercors")
    laiterie.refresh_from_db()
    assert laiterie.trade_name == "Vercors"


def test_the_session_ends_in_the_middle(signed_in_page: SignedIn, camille: User, laiterie: Company) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie, "identity")
    open_field(page, "trade_name")
    page.keyboard.type("Vercors")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Enter")
    expect(page.locator("n-toast")).to_contain_text("session")
    expect(page.locator("#f-trade_name [name=value]")).to_have_value("Vercors")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.locator("#f-trade_name [name=value]").press("Enter")
    expect(page.locator("#f-trade_name [name=value]")).to_have_count(0)
    laiterie.refresh_from_db()
    assert laiterie.trade_name == "Vercors"


def test_created_by_keys_with_a_warning(
    signed_in_page: SignedIn, camille: User, laiterie: Company, axe: Axe
) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie)
    page.keyboard.press("c")
    page.keyboard.press("e")
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("SARL Laiterie du Vercors", delay=10)
    expect(page.locator("#similar")).to_contain_text("Laiterie du Vercors")
    assert axe(page) == []
    page.fill("#id_number", "404833049")
    page.locator("#id_number").press("Enter")
    expect(page.locator("#new-company .field-error")).to_contain_text("clé de contrôle")
    expect(page.locator("#id_name")).to_have_value("SARL Laiterie du Vercors")
    page.fill("#id_number", "404833048")
    page.locator("#id_number").press("Enter")
    expect(page.locator("#company-name")).to_have_text("SARL Laiterie du Vercors")
    expect(page.locator("#company-line")).to_contain_text("404 833 048")


def test_deleted_then_undone(signed_in_page: SignedIn, camille: User, laiterie: Company) -> None:
    page = signed_in_page(user=camille)
    open_tab(page, laiterie)
    page.get_by_label("Autres actions").click()
    page.get_by_role("button", name="Supprimer").click()
    page.wait_for_url("**/companies/")
    page.locator("n-toast .toast-undo").click()
    expect(page.locator("#company-name")).to_have_text("Laiterie du Vercors")


def test_what_is_missing_is_given_from_the_gauge(signed_in_page: SignedIn, camille: User) -> None:
    company = create_company(actor_for(camille), values={"name": f"Cave {camille.public_id}"})
    page = signed_in_page(user=camille)
    open_tab(page, company)
    meta = page.locator(".card-meta", has_text="complète à")
    before = meta.inner_text()
    missing = page.locator("n-edit[data-label='l’effectif']")
    missing.click()
    missing.locator("[name=value]").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("#company-line")).to_contain_text("12 salariés")
    expect(page.locator("n-edit[data-label='l’effectif']")).to_have_count(0)
    expect(meta).not_to_have_text(before)
    company.refresh_from_db()
    assert company.headcount == 12
