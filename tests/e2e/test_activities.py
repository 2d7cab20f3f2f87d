"""What was said and what is to do: noted in a few seconds from anywhere, and what was promised has a date."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company
from negoce.identity.models import User

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]


@pytest.fixture
def laiterie(colleague: Colleague) -> Company:
    """A company of Camille's."""
    colleague("camille")
    return Company.objects.get(name="Laiterie du Vercors", owner__first_name="Camille", is_fictional=True)


def open_company(page: Page, company: Company) -> None:
    """Go to its page and wait for its islands."""
    page.goto(f"/companies/{company.public_id}/")
    page.wait_for_load_state("networkidle")


def test_a_call_noted_from_anywhere_in_seconds(
    signed_in_page: SignedIn, colleague: Colleague, laiterie: Company, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("camille"))
    page.goto("/contacts/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("c")
    page.keyboard.press("a")
    expect(page.locator("#id_subject")).to_be_focused()
    page.keyboard.type("Rappelle après le salon", delay=30)
    page.locator("#activity-company").fill("laiterie du v")
    page.locator("#company-options").get_by_text("Laiterie du Vercors").click()
    expect(page.locator("#activity-who")).to_contain_text("Myriam Mallet")
    page.keyboard.press("Control+Enter")
    expect(page.locator("n-toast")).to_contain_text("c’est noté")
    expect(page.locator("#dialog")).to_be_hidden()
    noted = Activity.objects.get(subject="Rappelle après le salon")
    assert (noted.company, noted.state) == (laiterie, ActivityState.DONE)


def test_what_is_planned_is_understood_and_stands_in_the_thread_and_the_agenda(
    signed_in_page: SignedIn, colleague: Colleague, laiterie: Company, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("camille"))
    open_company(page, laiterie)
    page.keyboard.press("c")
    page.keyboard.press("a")
    expect(page.locator("#id_subject")).to_be_focused()
    page.keyboard.type("Proposer le film recyclable")
    page.locator("#id_when").fill("demain 9h")
    expect(page.locator("#when-understood")).to_contain_text("9 h")
    expect(page.locator("[name=state][value=planned]")).to_be_checked()
    assert axe(page, also="quick entry: ") == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("n-toast")).to_contain_text("c’est prévu")
    expect(page.locator("#panel-thread .planned")).to_contain_text("Proposer le film recyclable")
    page.goto("/activities/today/")
    expect(page.locator("main")).to_contain_text("Proposer le film recyclable")
    page.get_by_label("Fait : Proposer le film recyclable").click()
    expect(page.locator("n-toast")).to_be_visible()
    planned = Activity.objects.get(subject="Proposer le film recyclable")
    assert planned.state == ActivityState.DONE


def test_a_promise_of_a_report_becomes_a_dated_task(
    signed_in_page: SignedIn, colleague: Colleague, laiterie: Company, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("camille"))
    open_company(page, laiterie)
    page.locator("#composer").get_by_role("button", name="Visite").click()
    form = page.locator("#activity-form")
    form.locator("#id_subject").fill("Point de saison")
    form.get_by_text("Compte rendu", exact=True).click()
    form.get_by_label("Compte rendu").last.fill("Livraison le mardi.")
    form.locator(".report-add").get_by_role("button", name="Promesse").click()
    form.get_by_label("Promesse", exact=True).fill("Échantillon du nouveau film")
    form.get_by_label("Pour quand").fill("dans 3 jours")
    assert axe(page, also="report: ") == []
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#panel-thread .planned")).to_contain_text("Échantillon du nouveau film")
    expect(page.locator("#thread-list")).to_contain_text("Livraison le mardi.")
    task = Activity.objects.get(subject="Échantillon du nouveau film")
    assert (task.kind, task.state, task.owner.first_name) == ("task", ActivityState.PLANNED, "Camille")
    assert task.starts_at is not None
