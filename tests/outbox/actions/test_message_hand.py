"""What one statement lets through the rule allows, and what the rule allows to somebody informed it lets through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.identity.rules.actor import system_actor
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.message_claim import LEASE, claim_next
from negoce.outbox.actions.message_hand import hand_one_of_many
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import BouncedAddress, Message
from tests.factories.companies import make_contact
from tests.factories.outbox import make_message
from tests.harness.mail_server import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
PURPOSE = ContactPurpose.PROFESSIONAL


def nothing(_contact: Contact) -> None:
    pass


def opposed(contact: Contact) -> None:
    record_opposition(system_actor(), contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")


def opposed_by_phone(contact: Contact) -> None:
    record_opposition(system_actor(), contact, channels=[Channel.PHONE], opposed_on="", source="appel")


def opposed_under_another_name(_contact: Contact) -> None:
    opposed(make_contact(email="helene@dairy.example"))


def opposed_in_capitals(_contact: Contact) -> None:
    opposed(make_contact(email="HELENE@dairy.example"))


def erased(contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(erased_at=timezone.now())


def in_the_bin(contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(deleted_at=timezone.now())


def not_informed(contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(informed_on=None)


def bounced(_contact: Contact) -> None:
    now = timezone.now()
    BouncedAddress.objects.create(address="helene@dairy.example", kind="hard", first_at=now, last_at=now)


def full_once(_contact: Contact) -> None:
    now = timezone.now()
    BouncedAddress.objects.create(address="helene@dairy.example", kind="soft", first_at=now, last_at=now)


@pytest.mark.parametrize(
    ("meanwhile", "leaves"),
    [
        (nothing, True),
        (opposed, False),
        (opposed_by_phone, True),
        (opposed_under_another_name, False),
        (opposed_in_capitals, False),
        (erased, False),
        (in_the_bin, False),
        (not_informed, False),
        (bounced, False),
        (full_once, True),
    ],
)
def test_the_statement_says_what_the_rule_says(meanwhile: Any, leaves: bool) -> None:
    contact = make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2))
    message = make_message(contact, purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    claimed = claim_next("job:1:x")
    assert claimed is not None
    meanwhile(contact)
    contact.refresh_from_db()
    assert decide("helene@dairy.example", contact, PURPOSE).allowed is leaves
    assert hand_one_of_many(claimed, timezone.now(), LEASE) is leaves
    message.refresh_from_db()
    assert (message.handed_at is not None) is leaves


def test_what_the_statement_does_not_know_is_asked_of_the_rule() -> None:
    """A generic address needs no notice: the statement stops, the rule lets it leave; and an opposition is told."""
    make_message(make_contact(email="contact@dairy.example"), purpose=PURPOSE)
    person = make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2))
    refused = make_message(person, purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    opposed(person)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    refused.refresh_from_db()
    assert [mail.recipients for mail in found.mails] == [["contact@dairy.example"]]
    assert (refused.state, refused.reason) == ("refused", "reach.opposed")
