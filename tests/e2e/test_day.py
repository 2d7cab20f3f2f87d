"""My day answered to the end, as a person does it: by key, undone, put off, refused, and when the network fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from negoce.automation.models import DayAnswer
from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.portfolio.enums import LifeStatus
from tests.factories.companies import make_company
from tests.factories.day import make_life
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
NAMES = ("Grande Laiterie", "Moyenne Laiterie", "Petite Laiterie")


@pytest.fixture
def person() -> User:
    """A salesperson with three customers to call again, the largest first."""
    today = timezone.localdate()
    person = make_user(Role.SALESPERSON, team=make_team(), first_name="Solène")
    for name, net in zip(NAMES, ("60000", "40000", "20000"), strict=True):
        company = make_company(name, owner=person, phone="+33477000000")
        last = today - timedelta(days=97)
        make_life(
            company, LifeStatus.DORMANT, last_order_on=last, p_alive=0.4, status_since=today, as_of=today
        )
        make_order(company, last, net, cost="1000")
    return person


def open_day(page: Page) -> None:
    """Go to My day and wait until its list was worked out."""
    page.goto("/day/")
    page.wait_for_load_state("networkidle")


def names(page: Page) -> list[str]:
    return page.locator("[data-action] [data-open]").all_inner_texts()


def expect_names(page: Page, *wanted: str) -> None:
    expect(page.locator("[data-action] [data-open]")).to_have_text(list(wanted))


def answers(person: User) -> list[str]:
    return list(DayAnswer.objects.filter(person=person).order_by("pk").values_list("answer", flat=True))


def company(person: User, name: str) -> Company:
    return Company.objects.get(name=name, owner=person)


def test_done_by_key_and_undone(signed_in_page: SignedIn, person: User, axe: Axe) -> None:
    page = signed_in_page(user=person)
    open_day(page)
    expect_names(page, *NAMES)
    assert axe(page) == []
    page.keyboard.press("j")
    page.keyboard.press("f")
    expect(page.locator("n-toast")).to_contain_text("noté au fil")
    expect_names(page, *NAMES[1:])
    noted = Activity.objects.get(company=company(person, NAMES[0]))
    assert (noted.state, answers(person)) == ("done", ["done"])
    # The cursor stays at its height: the next key is for the next line.
    expect(page.locator("[data-cursor] [data-open]")).to_have_text(NAMES[1])
    page.locator("n-toast").get_by_role("button", name="Annuler").click()
    expect_names(page, *NAMES)
    noted.refresh_from_db()
    assert (noted.deleted_at is not None, answers(person)) == (True, [])


def test_a_key_pressed_twice_answers_one_line(signed_in_page: SignedIn, person: User) -> None:
    page = signed_in_page(user=person)
    open_day(page)
    again = "new KeyboardEvent('keydown', {key: 'f', bubbles: true})"
    settled = f"document.addEventListener('htmx:afterSettle', () => document.body.dispatchEvent({again}))"
    page.evaluate(settled)
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.keyboard.press("f")
    expect_names(page, *NAMES[1:])
    page.wait_for_load_state("networkidle")
    assert (names(page), answers(person)) == (list(NAMES[1:]), ["done"])


def test_put_off_to_a_day_and_back_on_it(signed_in_page: SignedIn, person: User) -> None:
    page = signed_in_page(user=person)
    open_day(page)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_text("Autre date…").locator("visible=true").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Jusqu’au").fill("hier")
    dialog.get_by_role("button", name="Reporter").click()
    expect(dialog).to_contain_text("Choisissez un jour à venir")
    dialog.get_by_label("Jusqu’au").fill("dans 3 jours")
    dialog.get_by_role("button", name="Reporter").click()
    expect(page.locator("n-toast")).to_contain_text("Reporté")
    expect_names(page, *NAMES[1:])
    today = timezone.localdate()
    given = DayAnswer.objects.get(person=person)
    assert (given.answer, given.until) == ("postponed", today + timedelta(days=3))
    open_day(page)
    expect_names(page, *NAMES[1:])
    # Three days later.
    DayAnswer.objects.filter(pk=given.pk).update(until=today)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('day-changed'))")
    expect_names(page, *NAMES)


def test_what_is_refused_sinks_until_it_is_forgotten(
    signed_in_page: SignedIn, person: User, axe: Axe
) -> None:
    page = signed_in_page(user=person)
    open_day(page)
    score = page.locator("[data-action] .rank").nth(1)
    before = int(score.inner_text())
    page.keyboard.press("j")
    page.keyboard.press("x")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Refuser").click()
    expect(dialog).to_contain_text("Choisissez une raison")
    dialog.get_by_label("Raison").select_option(label="Le client n’est pas intéressé")
    dialog.get_by_role("button", name="Refuser").click()
    expect(page.locator("n-toast")).to_contain_text("Refusé")
    expect_names(page, *NAMES[1:])
    assert int(page.locator("[data-action] .rank").first.inner_text()) < before
    sinks = page.locator(".day-sinks")
    expect(sinks).to_contain_text("Relance d’un ancien client × 0,85")
    sinks.get_by_role("link").click()
    expect(dialog).to_contain_text("× 0,85")
    assert axe(page, also="what refusals taught: ") == []
    dialog.get_by_role("button", name="Oublier").click()
    expect(sinks).to_have_count(0)
    expect(page.locator("[data-action] .rank").first).to_have_text(str(before))
    # What was refused stays refused.
    expect_names(page, *NAMES[1:])


def test_without_a_network_the_line_stays_and_is_tried_again(signed_in_page: SignedIn, person: User) -> None:
    page = signed_in_page(user=person)
    open_day(page)

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/day/doing/", cut)
    page.keyboard.press("j")
    page.keyboard.press("f")
    toast = page.locator("n-toast[data-tone=bad]")
    expect(toast).to_contain_text("Pas de réseau")
    assert (names(page), answers(person)) == (list(NAMES), [])
    page.unroute("**/day/doing/", cut)
    toast.get_by_role("button", name="Réessayer").click()
    expect_names(page, *NAMES[1:])
    assert answers(person) == ["done"]


def test_a_call_opens_its_note_in_one_key(signed_in_page: SignedIn, person: User) -> None:
    page = signed_in_page(user=person)
    open_day(page)
    page.keyboard.press("j")
    expect(page.locator("[data-cursor] [data-act=gesture]")).to_have_attribute("href", "tel:+33477000000")
    # The telephone of the machine is not ours to open.
    page.evaluate(
        "document.addEventListener('click', (event) => event.target.closest('a[href^=\"tel:\"]') && "
        "event.target.closest('a').removeAttribute('href'))"
    )
    page.keyboard.press("a")
    form = page.locator("#activity-form")
    expect(form.locator("#id_subject")).to_have_value("Relance d’un ancien client")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("n-toast")).to_contain_text("noté")
    # Whom one has just spoken to is not proposed again.
    expect_names(page, *NAMES[1:])
