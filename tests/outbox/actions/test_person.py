"""A person's rights on their messages: a copy, erasure, and what a merge takes along; how long they are kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.enums import ContactPurpose
from negoce.companies.interfaces import TimelineRequest
from negoce.companies.queries.person_data import person_tables
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.actions.messages_purge import purge_messages
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message, MessageAttachment
from negoce.outbox.queries.visible import visible_messages
from negoce.outbox.timeline import MESSAGES
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.outbox import make_message
from tests.harness.mail_server import mail_server

pytestmark = pytest.mark.django_db
BOSS = system_actor()


def test_the_copy_of_their_data_holds_their_messages() -> None:
    contact = make_contact(email="helene@dairy.example")
    make_message(contact, subject="Devis 12", attachments=[Attached("devis.pdf", b"x")])
    make_message(address="HELENE@dairy.example", subject="Sans fiche")
    make_message(subject="À une autre")
    (table,) = [each for each in person_tables(contact) if each.key == "messages"]
    assert [row[2] for row in table.rows] == ["Devis 12", "Sans fiche"]
    assert table.rows[0][4] == "devis.pdf"


def test_the_copy_does_not_hold_the_code_by_which_an_offer_is_accepted() -> None:
    contact = make_contact(email="helene@dairy.example")
    make_message(contact, kind=MessageKind.QUOTE_CODE, subject="Votre code", text="Votre code est 123456.")
    (table,) = [each for each in person_tables(contact) if each.key == "messages"]
    assert [(row[2], row[3]) for row in table.rows] == [("Votre code", "")]


def test_an_erasure_empties_them_and_stops_what_waits(django_capture_on_commit_callbacks) -> None:
    company = make_company()
    contact = make_contact(company, email="helene@dairy.example", first_name="Hélène", last_name="Mallet")
    other = make_contact(company, email="paul@dairy.example", first_name="Paul", last_name="Roux")
    theirs = make_message(contact, text="Bonjour Hélène Mallet", attachments=[Attached("a.pdf", b"x")])
    path = theirs.attachments.get().path
    aside = make_message(other, text="J’en ai parlé avec Hélène Mallet hier.")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(BOSS, contact, reason="demande", typed_name="Hélène Mallet")
    theirs.refresh_from_db()
    aside.refresh_from_db()
    assert (theirs.state, theirs.reason, theirs.text, theirs.html, theirs.to_address, theirs.contact) == (
        "refused",
        "address.erased",
        "",
        "",
        "",
        None,
    )
    assert not MessageAttachment.objects.filter(message=theirs).exists()
    assert not path.exists()
    assert "Mallet" not in aside.text + aside.html
    assert aside.text.startswith("J’en ai parlé avec")
    with mail_server() as found:
        send_due(found.server, owner="t", a_minute=60)
    assert [mail.recipients for mail in found.mails] == [["paul@dairy.example"]]


def test_nothing_is_sent_any_more_to_an_address_that_was_erased_with_its_opposition() -> None:
    contact = make_contact(email="helene@dairy.example", first_name="Hélène", last_name="Mallet")
    erase_person(BOSS, contact, reason="demande", typed_name="Hélène Mallet", oppose=True)
    for purpose in ContactPurpose:
        message = make_message(address="helene@dairy.example", purpose=purpose)
        assert (message.state, message.reason) == ("refused", "address.erased")


def test_messages_past_their_time_go_with_their_files(django_capture_on_commit_callbacks) -> None:
    contact = make_contact(email="contact@dairy.example")
    old = make_message(contact, purpose=ContactPurpose.PROFESSIONAL, attachments=[Attached("a.pdf", b"x")])
    kept = make_message(contact)
    young = make_message(contact, purpose=ContactPurpose.PROFESSIONAL)
    path = old.attachments.get().path
    moment = timezone.now() - timedelta(days=4 * 366)
    Message.objects.filter(pk__in=[old.pk, kept.pk]).update(created_at=moment, state="sent")
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_messages()["messages"] == 1
    assert not path.exists()
    assert sorted(Message.objects.values_list("pk", flat=True)) == sorted([kept.pk, young.pk])


def asked(actor: Actor, **where: int | None) -> TimelineRequest:
    values: dict[str, int | None] = {"company_id": None, "contact_id": None, **where}
    return TimelineRequest(actor=actor, **values)  # type: ignore[arg-type]


def test_the_thread_tells_what_left(queries) -> None:
    contact = make_contact(email="contact@dairy.example", informed_on=date(2026, 11, 2))
    make_message(contact, subject="Premier")
    make_message(contact, subject="Second")
    refused = make_contact(contact.company, email="paul@dairy.example")
    make_message(refused, purpose=ContactPurpose.PROFESSIONAL, subject="Refusé")
    for where in ({"company_id": contact.company_id}, {"contact_id": contact.pk}):
        with queries.exactly(1):
            items = MESSAGES.read(asked(BOSS, **where))
        assert [item.context["title"] for item in items] == ["E-mail\u00a0: Second", "E-mail\u00a0: Premier"]
    nobody = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    assert MESSAGES.read(asked(nobody, company_id=contact.company_id)) == []
    assert MESSAGES.present(asked(BOSS, company_id=contact.company_id)) == ["messages"]


def test_who_sees_which() -> None:
    owner = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    mine = make_message(make_contact(make_company(owner=owner), email="a@dairy.example"))
    other = make_message(make_contact(make_company(), email="b@dairy.example"))
    assert list(visible_messages(actor_for(owner))) == [mine]
    assert set(visible_messages(BOSS)) == {mine, other}
