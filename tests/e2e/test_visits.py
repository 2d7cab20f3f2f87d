"""A tour as a salesperson makes one: from a filter to the calendar, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.jobs.worker import work_off
from negoce.portfolio.models import CustomerLife, VisitStop
from tests.factories.companies import make_company
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def customer(owner: User, name: str, code: str, city: str) -> Company:
    company = make_company(name, owner=owner, postal_code=code, city=city, department=code[:2])
    today = timezone.localdate()
    CustomerLife.objects.create(
        company=company, status="regular", computed="regular", status_since=today, as_of=today,
        net_12_months=D(8_000), margin_12_months=D(2_000),
    )  # fmt: skip
    return company


def ask_for_a_day(page: Page) -> None:
    """From two rows of the list to the form, one day from Nantes."""
    page.goto("/companies/?filter=department+is+44")
    page.get_by_label("Choisir la ligne 1", exact=True).check()
    page.get_by_label("Choisir la ligne 2", exact=True).check()
    page.get_by_role("button", name="Tournée").click()
    expect(page.get_by_role("heading", name="Préparer une tournée")).to_be_visible()
    expect(page.get_by_text("Rennes Verre")).to_have_count(0)
    page.get_by_label("Départ et retour").fill("44000 Nantes")
    for box in page.locator("input[name=days]").all():
        box.uncheck()
    page.locator("input[name=days]").nth(4).check()


def moved_by(page: Page, key: str) -> None:
    """Press a key and wait for the days drawn anew: they bear a new revision."""
    order = page.locator("n-order").first
    before = order.get_attribute("data-url") or ""
    page.keyboard.press(key)
    expect(order).not_to_have_attribute("data-url", before)


def map_answers_to_keys(page: Page) -> None:
    box = page.locator(".map-picture")
    before = box.get_attribute("viewBox")
    box.focus()
    page.keyboard.press("+")
    assert box.get_attribute("viewBox") != before


def test_from_a_filter_to_the_calendar(signed_in_page: SignedIn, axe: Axe) -> None:
    seller = make_user(Role.SALESPERSON)
    for name, code, city in (
        ("Clisson Bois", "44190", "Clisson"),
        ("Nazaire Fer", "44600", "Saint-Nazaire"),
        ("Rennes Verre", "35000", "Rennes"),
    ):
        customer(seller, name, code, city)
    page = signed_in_page(user=seller)
    ask_for_a_day(page)
    assert axe(page) == []
    page.get_by_role("button", name="Calculer la tournée").click()
    expect(page.get_by_role("heading", name="Calcul de la tournée")).to_be_visible()
    work_off()
    expect(page.get_by_role("button", name="Mettre à l’agenda")).to_be_visible()
    stops = page.locator(".visit-stops > li")
    expect(stops).to_have_count(2)
    expect(page.locator("n-map[data-drawn] .map-dot")).to_have_count(2)
    assert axe(page) == []
    map_answers_to_keys(page)
    # The order too, and hours follow.
    first = stops.first.locator("a.strong").inner_text()
    stops.first.locator(".grip").focus()
    moved_by(page, "ArrowDown")
    expect(stops.last.locator("a.strong")).to_have_text(first)
    # The answer draws the days anew: the grip keeps the focus, and the next key moves it again.
    expect(stops.last.locator(".grip")).to_be_focused()
    moved_by(page, "ArrowUp")
    expect(stops.first.locator("a.strong")).to_have_text(first)
    expect(stops.first.locator(".grip")).to_be_focused()
    stops.first.get_by_role("button", name="Actions de").or_(
        stops.first.locator("summary[aria-label]")
    ).first.click()
    stops.first.get_by_text("Fixer l’heure, la durée").click()
    page.get_by_label("Heure fixée").fill("15h")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("15\u00a0h\u00a000 –")).to_be_visible()
    page.get_by_role("button", name="Mettre à l’agenda").click()
    expect(page.get_by_text("2 visites sont à l’agenda.")).to_be_visible()
    assert Activity.objects.filter(kind="visit", state="planned", owner=seller).count() == 2
    fixed = VisitStop.objects.get(tour__owner=seller, fixed_at=900)
    assert fixed.activity is not None
    assert timezone.localtime(fixed.activity.starts_at).hour == 15
    page.get_by_role("button", name="Retirer de l’agenda").click()
    expect(page.get_by_role("button", name="Mettre à l’agenda")).to_be_visible()
    assert Activity.objects.filter(kind="visit", owner=seller, deleted_at__isnull=True).count() == 0


def test_keys_pressed_while_an_answer_is_on_its_way_count(signed_in_page: SignedIn) -> None:
    seller = make_user(Role.SALESPERSON)
    for name, code, city in (
        ("Clisson Bois", "44190", "Clisson"),
        ("Nazaire Fer", "44600", "Saint-Nazaire"),
        ("Ancenis Lin", "44150", "Ancenis"),
    ):
        customer(seller, name, code, city)
    page = signed_in_page(user=seller)
    page.goto("/visits/new/?start=44000+Nantes")
    for box in page.locator("input[name=days]").all():
        box.uncheck()
    page.locator("input[name=days]").nth(4).check()
    page.get_by_role("button", name="Calculer la tournée").click()
    expect(page.get_by_role("heading", name="Calcul de la tournée")).to_be_visible()
    work_off()
    stops = page.locator(".visit-stops > li a.strong")
    expect(stops).to_have_count(3)
    first, second, third = stops.all_inner_texts()
    page.locator(".visit-stops .grip").first.focus()
    # The answer to the first key is held back until the second key has been pressed.
    held: list[Route] = []
    page.route("**/order/*", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request("**/order/*"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/order/*"):
        held[0].continue_()
    expect(stops).to_have_text([second, third, first])
    expect(page.locator(".visit-rank")).to_have_text(["1", "2", "3"])
    expect(page.locator(".toast")).to_have_count(0)
    placed = VisitStop.objects.filter(tour__owner=seller, day__isnull=False).order_by("position")
    expect(page.locator(".visit-stops .grip").last).to_be_focused()
    assert [stop.company.name for stop in placed.select_related("company")] == [second, third, first]


def test_a_map_of_companies_leads_to_a_list(signed_in_page: SignedIn, axe: Axe) -> None:
    seller = make_user(Role.SALESPERSON)
    customer(seller, "Clisson Bois", "44190", "Clisson")
    page = signed_in_page(user=seller)
    page.goto("/visits/map/")
    expect(page.locator("n-map[data-drawn] .map-heat")).to_have_count(1)
    assert axe(page) == []
    page.get_by_role("link", name="44190 Clisson").click()
    expect(page.get_by_role("link", name="Clisson Bois")).to_be_visible()
