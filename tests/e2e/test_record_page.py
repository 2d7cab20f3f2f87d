"""The page of a record: what comes next, sections that fold, a thread narrowed and pinned, an order's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from negoce.companies.models import ActivityContact
from negoce.identity.enums import Role
from negoce.orders.actions.refresh_sales import refresh_sales
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order, make_product


def test_a_section_stays_folded_by_mouse_and_keyboard(signed_in_page: Callable[..., Page]) -> None:
    company = make_company("Quincaillerie Gardot")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/?tab=identity")
    head, inside = page.get_by_role("heading", name="Coordonnées"), page.locator("#f-phone")
    expect(inside).to_be_visible()
    head.click()
    expect(inside).to_be_hidden()
    page.goto(f"/companies/{make_company('Une autre').public_id}/?tab=identity")
    expect(inside).to_be_hidden()
    page.locator("#panel-reach summary").focus()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    page.reload()
    expect(inside).to_be_visible()


def test_what_comes_next_is_planned_from_the_head(signed_in_page: Callable[..., Page]) -> None:
    company = make_company("Quincaillerie Gardot")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/?tab=identity")
    expect(page.locator("#panel-next")).to_contain_text("Rien n’est prévu.")
    page.get_by_role("link", name="Prévoir la suite").click()
    expect(page.locator("#dialog [name=kind]:checked")).to_have_value("task")
    page.locator("#dialog [name=subject]").fill("Rappeler Paul")
    page.locator("#dialog [name=when]").fill("demain 9h")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel-next")).to_contain_text("Rappeler Paul")


def test_a_call_opens_its_entry_with_the_person_ticked(signed_in_page: Callable[..., Page]) -> None:
    contact = make_contact(make_company("Gardot"), phone="+33639980001", last_name="Garnier")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/contacts/{contact.public_id}/")
    way = page.locator("#contact-ways").get_by_role("link", name="Appeler")
    expect(way).to_have_attribute("href", "tel:+33639980001")
    # This browser has no telephone: only what the page does beside it is looked at.
    way.evaluate("link => link.setAttribute('href', '#')")
    way.click()
    expect(page.locator("#dialog [name=kind]:checked")).to_have_value("call")
    expect(page.locator("#dialog [name=contacts]:checked")).to_have_value(contact.public_id)


def test_a_thread_narrowed_to_a_colleague_and_pinned(
    signed_in_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    company = make_company("Gardot")
    met = make_activity(
        company, subject="Essai du film", owner=make_user(first_name="Nadia", last_name="Benali")
    )
    ActivityContact.objects.create(activity=met, contact=make_contact(company))
    make_activity(company, subject="Relance du devis")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/")
    page.get_by_label("Filtrer par personne").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nadia Benali").click()
    expect(page.locator("#thread-list")).not_to_contain_text("Relance du devis")
    only = page.get_by_role("link", name="Nadia Benali seulement")
    expect(only).to_be_focused()
    assert axe(page) == []
    only.press("Enter")
    expect(page.locator("#thread-list")).to_contain_text("Relance du devis")
    pin = page.get_by_role("button", name="Épingler en haut du fil").last
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pinned > li")).to_have_count(1)
    page.get_by_role("button", name="Ne plus épingler").click()
    expect(page.locator(".pinned")).to_have_count(0)


def test_from_a_company_to_its_order_to_the_product_and_those_who_buy_it(
    signed_in_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    pictures: Callable[[Page, str], None],
) -> None:
    company = make_company("Quincaillerie Gardot", city="Annonay")
    product = make_product("FILM-17", "Film étirable 17 µm", cost="4.2", price="8.5")
    order = make_order(company, date(2026, 6, 1), "120.50", cost="80", product=product)
    refresh_sales([company.pk])
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/companies/{company.public_id}/")
    page.locator("#panel-orders").get_by_role("link", name=order.reference).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Commande {order.reference}")
    assert axe(page) == []
    pictures(page, "order")
    page.locator("main td").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Film étirable 17 µm")
    assert axe(page) == []
    pictures(page, "product")
    page.get_by_role("link", name="Voir les clients dans la liste").click()
    expect(page.get_by_role("link", name="Quincaillerie Gardot")).to_be_visible()
