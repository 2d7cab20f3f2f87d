"""What the house owes to people: requests, delays, notices, register, channels on the page of a contact."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.actions.retention_propose import propose_retention
from negoce.companies.models import Contact, PrivacySettings, ProcessingEntry, RightsRequest
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from negoce.kit.dates import add_years
from tests.factories.companies import make_contact
from tests.factories.identity import make_user
from tests.factories.sources import brought, make_source
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def _browser(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def _text(response: object) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())  # type: ignore[attr-defined]


def _old(days_over: int) -> Contact:
    contact = make_contact()
    day = add_years(timezone.localdate(), -3) - timedelta(days=days_over)
    at = timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(hours=12))
    Contact.objects.filter(pk=contact.pk).update(created_at=at)
    return contact


def test_a_request_is_noted_answered_and_closed() -> None:
    browser, person = _browser(), make_contact()
    url = f"{reverse('people_rights:request_new')}?contact={person.public_id}"
    assert person.full_name in _text(browser.get(url, headers=HTMX))
    given = {"name": person.full_name, "kind": "access", "received_through": "email", "received_on": ""}
    assert browser.post(url, {**given, "kind": ""}, headers=HTMX).status_code == 422
    done = browser.post(url, given, headers=HTMX)
    row = RightsRequest.objects.get()
    assert done.headers["HX-Redirect"] == f"/privacy/requests/{row.public_id}/"
    page = _text(browser.get(done.headers["HX-Redirect"]))
    assert f"/contacts/{person.public_id}/privacy/export/" in page
    longer = reverse("people_rights:request_extension", args=[row.public_id])
    assert browser.post(longer, {"extension_reason": ""}, headers=HTMX).status_code == 422
    assert browser.post(longer, {"extension_reason": "Dix ans"}, headers=HTMX).status_code == 204
    closing = reverse("people_rights:request_closing", args=[row.public_id])
    assert browser.get(closing, headers=HTMX).status_code == 200
    refused = {"state": "refused", "answer": "", "revision": "1"}
    assert browser.post(closing, refused, headers=HTMX).status_code == 422
    ended = browser.post(closing, {"state": "done", "answer": "Remis", "revision": "1"}, headers=HTMX)
    assert ended.status_code == 204
    row.refresh_from_db()
    assert (row.state, row.contact_id) == ("done", person.pk)
    assert "Satisfaite" in _text(browser.get(reverse("people_rights:requests")))


def test_a_late_request_is_said_to_be_late() -> None:
    browser = _browser()
    given = {"name": "Paul", "kind": "erasure", "received_through": "post", "received_on": "01/02/2024"}
    browser.post(reverse("people_rights:request_new"), given, headers=HTMX)
    assert "en retard de" in _text(browser.get(reverse("people_rights:requests")))


@pytest.mark.parametrize("name", ["requests", "retention", "notices", "register"])
def test_a_salesperson_does_not_read_them(name: str) -> None:
    assert _browser(Role.SALESPERSON).get(reverse(f"people_rights:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["requests", "retention", "notices", "register"])
def test_three_rows_cost_no_more_than_one(name: str, queries: Queries) -> None:
    browser, url = _browser(), reverse(f"people_rights:{name}")

    def make() -> None:
        given = {"kind": "access", "received_through": "email", "name": "x"}
        asked = reverse("people_rights:request_new")
        browser.post(f"{asked}?contact={_old(3).public_id}", given, headers=HTMX)
        propose_retention(timezone.localdate(), progress=lambda _done, _total: None)

    queries.same(make=make, read=lambda: browser.get(url))


def test_who_is_ticked_is_erased_and_who_is_not_due_stays() -> None:
    browser, due, other, soon = _browser(), _old(5), _old(5), _old(-5)
    propose_retention(timezone.localdate(), progress=lambda _done, _total: None)
    page = _text(browser.get(reverse("people_rights:retention")))
    assert f'value="{due.public_id}"' in page
    assert f'value="{soon.public_id}"' not in page
    browser.post(reverse("people_rights:retention_erasure"), {"selected": [due.public_id, soon.public_id]})
    work_off()
    erased = Contact.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)
    assert list(erased) == [due.pk]
    asked = browser.post(reverse("people_rights:retention_asked", args=[other.public_id]))
    assert asked.status_code == 302
    assert asked.headers["Location"] == f"/contacts/{other.public_id}/messages/new/"
    browser.post(reverse("people_rights:retention_erasure"), {"all": "1"})
    work_off()
    assert Contact.objects.filter(erased_at__isnull=False).count() == 2


def test_the_house_decides_what_the_night_does() -> None:
    browser, url = _browser(), reverse("people_rights:retention_settings")
    assert "Rien ne s’efface sans votre décision" in _text(browser.get(reverse("people_rights:retention")))
    assert browser.post(url, {"auto_erase": "on", "grace_days": "-3"}, headers=HTMX).status_code == 422
    assert browser.post(url, {"auto_erase": "on", "grace_days": "45"}, headers=HTMX).status_code == 204
    row = PrivacySettings.objects.get()
    assert (row.auto_erase, row.grace_days) == (True, 45)
    assert "plus de 45 jours" in _text(browser.get(reverse("people_rights:retention")))


def test_who_was_not_informed_is_listed_with_the_last_day() -> None:
    late, told = _old(1), make_contact(informed_on=timezone.localdate())
    page = _text(_browser().get(reverse("people_rights:notices")))
    assert late.full_name in page
    assert told.full_name not in page


def test_the_register_follows_what_the_house_uses_and_says() -> None:
    browser, url = _browser(), reverse("people_rights:register")
    assert "Fichiers achetés ou loués" not in _text(browser.get(url))
    make_source()
    assert "Fichiers achetés ou loués" in _text(browser.get(url))
    ours = reverse("people_rights:processing_ours", args=["file_sources"])
    assert browser.get(ours, headers=HTMX).status_code == 200
    assert browser.post(ours, {"retention": "Six mois", "revision": "0"}, headers=HTMX).status_code == 204
    assert browser.post(ours, {"retention": "Un an", "revision": "0"}, headers=HTMX).status_code == 409
    page = _text(browser.get(url))
    assert ("Six mois" in page, "modifié par la maison" in page) == (True, True)
    new = reverse("people_rights:processing_new")
    assert browser.post(new, {"name": "", "revision": "0"}, headers=HTMX).status_code == 422
    given = {"name": "=Vidéosurveillance", "purpose": "Sûreté", "revision": "0"}
    assert browser.post(new, given, headers=HTMX).status_code == 204
    assert ProcessingEntry.objects.count() == 2
    table = browser.get(reverse("people_rights:register_file", args=["csv"])).content.decode()
    assert "\r\n'=Vidéosurveillance;Sûreté;" in table
    pdf = browser.get(reverse("people_rights:register_file", args=["pdf"]))
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    browser.post(ours, {"is_removed": "on", "revision": "1"}, headers=HTMX)
    assert "Hors du registre" in _text(browser.get(url))


def test_each_channel_is_said_with_its_reason_on_the_page_of_a_contact() -> None:
    person = make_contact(email="h.garnier@laiterie.example", phone="+33145678901")
    brought(make_source(channels=["email"]), person)
    browser, url = _browser(), f"/contacts/{person.public_id}/privacy/channels/"
    assert url in _text(browser.get(f"/contacts/{person.public_id}/"))
    page = _text(browser.get(url))
    assert "La personne n’a pas reçu l’information sur ses données" in page
    assert "ne permet pas le téléphone" in page


def test_a_manager_answers_people_and_is_shown_no_door_that_is_closed() -> None:
    browser = _browser(Role.MANAGER)
    page = _text(browser.get(reverse("people_rights:requests")))
    assert reverse("people_rights:register") not in page
    assert browser.get(reverse("people_rights:register")).status_code == 403
    assert reverse("people_rights:register") in _text(_browser().get(reverse("people_rights:requests")))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READ_ONLY])
def test_the_channels_do_not_tell_of_a_coordinate_that_is_hidden(role: Role) -> None:
    person = make_contact(mobile="+33612345678", linkedin="https://www.linkedin.com/in/h-garnier")
    page = _text(_browser(role).get(f"/contacts/{person.public_id}/privacy/channels/"))
    shown = [label for label in ("Téléphone", "SMS", "Courrier", "Réseau") if label in page]
    assert shown == (["Courrier"] if role is Role.READ_ONLY else ["Téléphone", "SMS", "Courrier", "Réseau"])


def test_the_house_declares_no_click_since_no_message_tells_of_any() -> None:
    browser = _browser()
    for page in ("people_rights:register", "people_rights:retention"):
        assert (
            "clic"
            not in _text(browser.get(reverse(page))).lower().partition("<main")[2].partition("</main")[0]
        )
