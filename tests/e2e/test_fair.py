"""On a stand without network: visitors are noted, the page opens again, all is sent once when it is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.prospecting.models import Fair, FairEntry
from tests.factories.forms import make_fair
from tests.factories.identity import make_user

Axe = Callable[..., list[str]]
ENTRY = "/prospecting/fair/"


def this_week(name: str) -> Fair:
    today: date = timezone.localdate()
    return make_fair(name=name, starts_on=today, ends_on=today)


def note(page: Page, company: str, last_name: str, **more: str) -> None:
    page.get_by_label("Entreprise").fill(company)
    page.get_by_label("Nom", exact=True).fill(last_name)
    for label, value in more.items():
        page.get_by_label(label, exact=True).fill(value)
    # Nobody's interest is chosen for them.
    expect(page.locator("[name=interest]:checked")).to_have_count(0)
    page.locator("[name=interest][value=curious]").check(force=True)
    page.get_by_role("button", name="Enregistrer").click()


def ready(page: Page) -> None:
    """Once the worker holds the page and its files."""
    page.goto(ENTRY)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("#fair-state")).to_have_text("En ligne")


def test_visitors_are_noted_without_network_and_sent_once_when_it_is_back(
    signed_in_page: Callable[..., Page], axe: Axe, pictures: Callable[..., object]
) -> None:
    fair = this_week("Salon hors ligne")
    page = signed_in_page(user=make_user(Role.SALESPERSON))
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page)
    assert axe(page) == []
    page.get_by_label("Salon", exact=True).select_option(fair.public_id)
    page.context.set_offline(True)
    # The worker has no network either: what it shows below, it kept.
    worker = page.context.service_workers[0]
    assert worker.evaluate("() => fetch('/manifest.webmanifest').then(() => 'there', () => 'away')") == "away"
    note(page, "Fromagerie hors ligne", "Basset", Prénom="Marc")
    expect(page.locator("#fair-state")).to_contain_text("Sans réseau")
    expect(page.get_by_text("En attente d’envoi")).to_have_count(1)
    # The telephone was put away: the page opens again without the network, and what was noted is there.
    page.reload()
    expect(page.get_by_role("heading", name="Saisie au salon")).to_be_visible()
    expect(page.locator("#fair-entries li")).to_have_count(1)
    expect(page.get_by_label("Salon", exact=True)).to_have_value(fair.public_id)
    note(page, "Cave hors ligne", "Roux")
    expect(page.get_by_text("En attente d’envoi")).to_have_count(2)
    pictures(page, "fair")
    assert FairEntry.objects.filter(fair=fair).count() == 0
    page.context.set_offline(False)
    expect(page.get_by_text("Entreprise nouvelle.")).to_have_count(2)
    # Sent again by hand, or by another page, they are the same.
    page.reload()
    expect(page.locator("#fair-state")).to_have_text("En ligne")
    kept = FairEntry.objects.filter(fair=fair).order_by("noted_at")
    assert [each.company.name for each in kept] == ["Fromagerie hors ligne", "Cave hors ligne"]
    # Of what was sent, the device keeps the name of the company alone.
    left = page.evaluate(
        """() => new Promise((done) => { const asked = indexedDB.open("negoce-fair"); asked.onsuccess = () => {
        const all = asked.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => done(all.result.map((entry) => Object.keys(entry.values)).flat()); }; })"""
    )
    assert left == ["company", "company"]


def test_what_is_refused_stays_and_is_put_right(signed_in_page: Callable[..., Page]) -> None:
    fair = this_week("Salon à corriger")
    page = signed_in_page(user=make_user(Role.SALESPERSON))
    ready(page)
    page.get_by_label("Salon", exact=True).select_option(fair.public_id)
    page.get_by_label("Entreprise").fill("Cave à corriger")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Ce champ est nécessaire.")).to_have_count(2)
    note(page, "Cave à corriger", "Roux", Téléphone="12")
    expect(page.locator("#fair-entries [data-state='refused']")).to_have_count(1)
    page.get_by_role("button", name="Corriger").click()
    expect(page.locator("[name=interest][value=curious]")).to_be_checked()
    page.get_by_label("Téléphone").fill("04 76 00 00 00")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Entreprise nouvelle.")).to_be_visible()
    assert FairEntry.objects.get(fair=fair).company.name == "Cave à corriger"
    # What is open in the form is not sent as it was, when the network comes back.
    page.context.set_offline(True)
    note(page, "Cave ouverte", "Blanc")
    expect(page.locator("#fair-state")).to_contain_text("Sans réseau")
    page.get_by_role("button", name="Corriger").click()
    page.context.set_offline(False)
    expect(page.locator("#fair-state")).to_have_text("En ligne")
    expect(page.get_by_text("En attente d’envoi")).to_have_count(1)
    page.get_by_label("Nom", exact=True).fill("Leblanc")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Entreprise nouvelle.")).to_have_count(2)
    sent = FairEntry.objects.get(fair=fair, company__name="Cave ouverte").contact
    assert sent is not None
    assert sent.last_name == "Leblanc"


def test_a_session_that_ended_keeps_entries_and_signing_out_erases_them(
    signed_in_page: Callable[..., Page],
) -> None:
    fair = this_week("Salon déconnecté")
    page = signed_in_page(user=make_user(Role.SALESPERSON))
    ready(page)
    page.get_by_label("Salon", exact=True).select_option(fair.public_id)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    note(page, "Cave déconnectée", "Roux")
    expect(page.get_by_text("Votre session a pris fin.")).to_be_visible()
    expect(page.get_by_text("En attente d’envoi")).to_be_visible()
    assert FairEntry.objects.filter(fair=fair).count() == 0
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they were
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_text("Entreprise nouvelle.")).to_be_visible()
    assert FairEntry.objects.get(fair=fair).contact is not None
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/account/login/**")
    found = page.evaluate("() => indexedDB.databases().then((all) => all.map((each) => each.name))")
    assert found == []
