"""People to inform, a lot at a time: noted with its proof, or written to; a mailing leads to its lot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import close_channels
from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.outbox.actions.message_told import tell
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message, MessageTemplate
from negoce.prospecting.actions.notices_send import TEMPLATE
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.notice_lot import Lot, people_of, writable
from tests.factories.companies import make_company, make_contact
from tests.factories.forms import make_house
from tests.factories.identity import make_actor, make_user
from tests.factories.sources import brought, make_source
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE, GIVEN, MAIL = (reverse(f"people_rights:notices{name}") for name in ("", "_given", "_mail"))


def _browser(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def _text(response: object) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())  # type: ignore[attr-defined]


def test_a_lot_is_noted_as_informed_with_its_proof() -> None:
    bought = [make_contact(information_source="Fichier Pro") for _each in range(2)]
    other = make_contact(information_source="Salon")
    browser, url = _browser(), f"{GIVEN}?origin=Fichier+Pro"
    assert "2 personnes" in _text(browser.get(url, headers=HTMX))
    typed = {"day": "01/09/2026", "through": "post", "proof": "Lettre du 1er septembre, modèle RGPD"}
    assert browser.post(url, {**typed, "proof": ""}, headers=HTMX).status_code == 422
    assert browser.post(url, {**typed, "day": "01/09/2099"}, headers=HTMX).status_code == 422
    assert browser.post(url, {**typed, "through": "pigeon"}, headers=HTMX).status_code == 422
    assert Contact.objects.filter(informed_on__isnull=False).count() == 0
    assert browser.post(url, typed, headers=HTMX).status_code == 204
    for each in bought:
        each.refresh_from_db()
        assert (each.informed_on, each.informed_through) == (date(2026, 9, 1), "post")
    entries = JournalEntry.objects.filter(verb="informed").order_by("pk")
    assert [row.values["proof"] for row in entries] == [[None, typed["proof"]]] * 2
    assert len({row.batch for row in entries}) == 1
    other.refresh_from_db()
    assert other.informed_on is None
    assert browser.post(url, typed, headers=HTMX).status_code == 422


def test_a_large_lot_is_noted_by_a_worker() -> None:
    company = make_company()
    for number in range(201):
        Contact.objects.create(company=company, last_name=f"Nom {number}", name_key=f"nom {number}")
    typed = {"day": "01/09/2026", "through": "", "proof": "Dit au salon"}
    assert _browser().post(GIVEN, typed, headers=HTMX).status_code == 204
    assert Contact.objects.filter(informed_on__isnull=False).count() == 0
    work_off()
    assert Contact.objects.filter(informed_on=date(2026, 9, 1), informed_through="").count() == 201


def test_who_may_be_told_by_mail_and_who_not_with_the_reason() -> None:
    today = timezone.localdate()
    free = make_contact(email="helene@a.example")
    opposed, ended = make_contact(email="marc@b.example"), make_contact(email="odile@c.example")
    silent, told = make_contact(email=""), make_contact(email="luc@d.example", informed_on=today)
    close_channels(make_actor(), opposed, [Channel.EMAIL], today, "au téléphone")
    brought(make_source(ends_on=today - timedelta(days=1)), ended)
    found = writable(make_actor(), [each.pk for each in (free, opposed, ended, silent, told)])
    assert list(found.contacts) == [free.pk]
    assert dict(found.left_out) == {"reach.opposed": 1, "licence.ended": 1, "mailing.no_address": 1}


def test_a_lot_is_written_to_and_noted_when_the_mail_has_left() -> None:
    make_house()
    person = make_contact(email="helene@a.example", information_source="Fichier de Données Pro")
    browser = _browser()
    shown = _text(browser.get(MAIL, headers=HTMX))
    assert "1 personne" in shown
    assert "ils viennent de : Fichier de Données Pro" in shown
    assert browser.post(MAIL, headers=HTMX).status_code == 204
    work_off()
    message = Message.objects.get()
    assert (message.kind, message.purpose, message.state, message.contact) == (
        "notice",
        "contractual",
        "waiting",
        person,
    )
    assert "Fichier de Données Pro" in message.text
    person.refresh_from_db()
    assert person.informed_on is None
    # Nobody gets it twice while it is on its way.
    assert browser.post(MAIL, headers=HTMX).status_code == 422
    tell(message, MessageState.SENT, None)
    work_off()
    person.refresh_from_db()
    assert (person.informed_on, person.informed_through) == (timezone.localdate(), "email")
    entry = JournalEntry.objects.get(verb="informed")
    assert entry.values["message"] == [None, message.public_id]


def test_a_lot_that_stopped_on_its_way_is_said_until_another_went_to_its_end() -> None:
    make_house()
    make_contact(email="helene@a.example")
    browser = _browser()
    browser.post(MAIL, headers=HTMX)
    template = MessageTemplate.objects.filter(key=TEMPLATE, language="fr")
    good = template.get().body
    template.update(body="Bonjour {{ inconnu }}")
    work_off()
    shown = _text(browser.get(PAGE))
    assert "s’est arrêté en route : Le modèle « Information sur vos données (RGPD) » est à corriger" in shown
    template.update(body=good)
    assert browser.post(MAIL, headers=HTMX).status_code == 204
    work_off()
    assert (Message.objects.count(), "s’est arrêté" in _text(browser.get(PAGE))) == (1, False)


def test_the_people_of_a_mailing_are_a_lot() -> None:
    aimed, other = make_contact(make_company("Visée")), make_contact()
    mailing = Mailing.objects.create(name="Relance", kind="email", chosen=[aimed.company.public_id])
    page = _text(_browser().get(f"{PAGE}?mailing={mailing.public_id}"))
    assert (aimed.full_name in page, other.full_name in page) == (True, False)
    assert "Des entreprises de l’envoi « Relance »" in page


def test_those_ticked_in_the_list_are_a_lot() -> None:
    first, second = make_contact(), make_contact()
    browser, url = _browser(), reverse("people_rights:notices_chosen")
    assert "Information RGPD" in _text(browser.get(reverse("lists:contacts")))
    to_page = browser.post(url, {"selected": [first.public_id]})
    assert to_page["Location"] == f"{PAGE}?people={first.public_id}"
    page = _text(browser.get(to_page["Location"]))
    assert (first.full_name in page, second.full_name in page) == (True, False)
    # Nobody ticked is nobody, not everybody.
    assert browser.post(url, {})["Location"] == reverse("lists:contacts")
    everybody = browser.post(f"{url}?filter=informed_on+empty", {"all": "1"})
    assert second.full_name in _text(browser.get(everybody["Location"]))
    assert "pas entièrement compris" not in _text(browser.get(everybody["Location"]))
    assert "n’est plus entièrement compris" in _text(browser.get(f"{PAGE}?filter=pirate+is+1"))


def test_who_does_not_answer_for_it_is_refused_and_sees_only_their_people() -> None:
    make_contact()
    for url in (PAGE, GIVEN, MAIL):
        assert _browser(Role.SALESPERSON).get(url, headers=HTMX).status_code == 403
    assert _browser(Role.SALESPERSON).post(GIVEN, {}, headers=HTMX).status_code == 403
    assert _browser(Role.SALESPERSON).post(MAIL, headers=HTMX).status_code == 403
    assert people_of(make_actor(), Lot(origin="")).count() == 1
    assert (Job.objects.count(), Message.objects.count()) == (0, 0)


def test_as_many_queries_for_three_people_as_for_one(queries: Queries) -> None:
    browser = _browser()
    queries.same(make=lambda: make_contact(email="a@a.example"), read=lambda: browser.get(PAGE))
    queries.same(make=lambda: make_contact(), read=lambda: browser.get(MAIL, headers=HTMX))
