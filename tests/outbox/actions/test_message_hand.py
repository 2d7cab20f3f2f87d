"""What one statement lets through the rule allows, and what the rule allows to somebody informed it lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.wired import wired
from negoce.identity.rules.actor import system_actor
from negoce.outbox.actions import message_hand
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.message_claim import LEASE, claim_next
from negoce.outbox.actions.message_hand import hand_one_of_many
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import BouncedAddress, Message, StoppedAddress
from negoce.prospecting.models import FileSource, SourceUse
from tests.factories.companies import make_company, make_contact
from tests.factories.outbox import make_message
from tests.factories.sources import brought, make_source
from tests.harness.mail_server import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
PURPOSE = ContactPurpose.PROFESSIONAL


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


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


def stopped(_contact: Contact) -> None:
    StoppedAddress.objects.create(address="helene@dairy.example", at=timezone.now())


def of_a_file(**licence: object) -> Any:
    """A file with this licence; its days are given in days from now."""

    def bring(contact: Contact) -> None:
        days = {
            name: in_days(each) for name, each in licence.items() if isinstance(each, int) and "_on" in name
        }
        brought(make_source(**{**licence, **days}), contact)

    return bring


def of_an_ended_file_and_of_ours(contact: Contact) -> None:
    of_a_file(ends_on=-1)(contact)
    of_a_file(name="Le nôtre", kind="own", channels=[], starts_on=None, ends_on=None)(contact)


def known_before_an_ended_file(contact: Contact) -> None:
    brought(make_source(ends_on=in_days(-1)), contact, created=False)


@pytest.mark.parametrize(
    ("meanwhile", "leaves"),
    [
        (of_a_file(), True),
        (of_a_file(ends_on=0), True),
        (of_a_file(ends_on=-1), False),
        (of_a_file(starts_on=1), False),
        (of_a_file(channels=["phone", "post"]), False),
        (of_a_file(kind="rented", uses_allowed=3), True),
        (of_an_ended_file_and_of_ours, True),
        (known_before_an_ended_file, True),
        (stopped, False),
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


def test_a_mailbox_that_said_stop_is_not_written_to_behind_a_plus() -> None:
    contact = make_contact(email="helene+crm@dairy.example", informed_on=date(2026, 11, 2))
    make_message(contact, purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    claimed = claim_next("job:1:x")
    assert claimed is not None
    stopped(contact)
    assert decide(contact.email, contact, PURPOSE).reason.code == "address.stopped"
    assert not hand_one_of_many(claimed, timezone.now(), LEASE)


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


@pytest.mark.parametrize(
    ("used", "answered", "state", "reason"),
    [(True, False, "sent", ""), (False, False, "refused", "licence.ended"), (False, True, "sent", "")],
)
def test_what_a_licence_says_holds_until_the_message_leaves(
    used: bool, answered: bool, state: str, reason: str
) -> None:
    """A use that is counted stops nobody; an end that came since does, unless they became ours by answering."""
    person = make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2))
    source = make_source(kind="rented", uses_allowed=1)
    message = make_message(person, purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    brought(source, person)
    if used:
        SourceUse.objects.create(
            source=source, key="mailing-x", channel="email", what="x", used_on=in_days(0)
        )
    else:
        FileSource.objects.update(ends_on=in_days(-1))
    if answered:
        Contact.objects.update(last_sign_on=in_days(0))
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason) == (state, reason)


def test_a_company_of_a_file_whose_licence_ended_is_not_written_to_at_its_own_address() -> None:
    company = make_company(email="contact@dairy.example")
    message = make_message(None, address="contact@dairy.example", company=company, purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    brought(make_source(ends_on=in_days(-1)), company)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (found.mails, message.state, message.reason) == ([], "refused", "licence.ended")
    assert decide("contact@dairy.example", None, PURPOSE, company_id=company.pk).allowed is False


def test_a_limit_that_cannot_be_asked_in_sql_is_asked_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    make_message(make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2)), purpose=PURPOSE)
    Message.objects.update(is_bulk=True)
    claimed = claim_next("job:1:x")
    assert claimed is not None
    slow = [replace(each, quick=None) for each in wired().reach_limits]
    monkeypatch.setattr(message_hand, "wired", lambda: replace(wired(), reach_limits=tuple(slow)))
    assert hand_one_of_many(claimed, timezone.now(), LEASE) is False
