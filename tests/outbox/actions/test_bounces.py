"""What comes back: on the message, on the address, which is left alone until it changes or is trusted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.utils import timezone

from negoce.companies.enums import ContactPurpose
from negoce.companies.queries.lists.contacts import CONTACT_LIST
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.integrations.imap.types import ImapMailbox
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off
from negoce.outbox.actions import bounce_record
from negoce.outbox.actions.bounce_record import Bounces, mark_address, record_notices, trust_again
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.enums import BounceKind
from negoce.outbox.models import BouncedAddress, Message, MessageEvent
from negoce.outbox.queries.bounced import bounced_address
from tests.factories.companies import make_contact
from tests.factories.identity import make_actor
from tests.factories.outbox import make_message
from tests.harness.imap_server import imap_server
from tests.harness.mail_server import mail_server
from tests.outbox.notices import notice

pytestmark = pytest.mark.django_db

NESTED = b"From: a@b.example\r\n" + b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
    for number in range(1_000)
)

DEEP = b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 1_000


def sent_message(address: str = "helene@dairy.example") -> Message:
    contact = make_contact(email=address, informed_on=date(2026, 11, 2))
    message = make_message(contact, purpose=ContactPurpose.PROFESSIONAL)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    return message


def test_a_notice_marks_message_and_address() -> None:
    message = sent_message()
    assert record_notices(notice("helene@dairy.example", message.message_id)).recorded == 1
    message.refresh_from_db()
    assert (message.state, message.reason, message.server_words) == (
        "bounced",
        "bounce.hard",
        "550 5.1.1 no such user",
    )
    row = BouncedAddress.objects.get()
    assert (row.address, row.kind, row.code, row.message) == (
        "helene@dairy.example",
        "hard",
        "5.1.1",
        message,
    )
    assert MessageEvent.objects.filter(message=message, step="bounced").count() == 1
    # The same notice again changes nothing.
    record_notices(notice("helene@dairy.example", message.message_id))
    assert MessageEvent.objects.filter(message=message, step="bounced").count() == 1
    again = make_message(message.contact, purpose=ContactPurpose.PROFESSIONAL)
    assert (again.state, again.reason) == ("refused", "address.bounced")
    assert make_message(message.contact).state == "waiting"


def test_a_full_mailbox_is_counted_and_written_to_again() -> None:
    for _number in range(2):
        message = sent_message()
        record_notices(
            notice(
                "helene@dairy.example", message.message_id, status="5.2.2", words="552 5.2.2 full", whole=True
            )
        )
    row = BouncedAddress.objects.get()
    assert (row.kind, row.times) == ("soft", 2)
    assert make_message(message.contact, purpose=ContactPurpose.PROFESSIONAL).state == "waiting"


def come_back_full(message: Message) -> None:
    record_notices(
        notice("helene@dairy.example", message.message_id, status="5.2.2", words="552 5.2.2 full", whole=True)
    )


def test_what_it_took_since_begins_the_count_anew() -> None:
    contact = sent_message().contact
    assert contact is not None
    come_back_full(Message.objects.get())
    assert bounced_address(contact) == BouncedAddress.objects.get()
    sent_message()
    assert bounced_address(contact) is None
    come_back_full(sent_message())
    row = BouncedAddress.objects.get()
    assert (row.kind, row.times, bounced_address(contact)) == ("soft", 1, row)


def test_dead_wins_over_full_when_both_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers find no row; the one that says full writes first."""
    change, now = bounce_record._change, timezone.now()

    def late(*told: Any) -> bool:
        if BouncedAddress.objects.exists():
            return change(*told)
        BouncedAddress.objects.create(address="helene@dairy.example", kind="soft", first_at=now, last_at=now)
        return False

    monkeypatch.setattr(bounce_record, "_change", late)
    mark_address(
        "helene@dairy.example", BounceKind.HARD, code="5.1.1", words="no such user", message=None, at=now
    )
    assert list(BouncedAddress.objects.values_list("kind", "code")) == [("hard", "5.1.1")]


@pytest.mark.each_database
def test_a_mailbox_is_found_by_its_index() -> None:
    rows = Message.objects.order_by("-pk").alias(mailbox=Lower("to_address")).filter(mailbox="a@b.example")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    assert "message_mailbox" in rows[:1].explain()


def test_a_notice_without_our_message_never_says_that_an_address_is_dead() -> None:
    message = sent_message()
    assert record_notices(notice("HELENE@dairy.example", "")).recorded == 1
    # Anybody can write such a notice, as often as they like.
    record_notices(notice("HELENE@dairy.example", ""))
    message.refresh_from_db()
    assert (message.state, message.reason) == ("sent", "")
    row = BouncedAddress.objects.get()
    assert (row.kind, row.times, row.message) == ("soft", 1, message)
    again = make_message(message.contact, purpose=ContactPurpose.PROFESSIONAL)
    assert again.state == "waiting"


def test_what_is_not_ours_changes_nothing() -> None:
    message = sent_message()
    for content in (
        notice("helene@dairy.example", "<forged@elsewhere.example>"),
        notice("stranger@dairy.example", ""),
        notice("helene@dairy.example", message.message_id, action="delayed", status="4.4.1"),
        b"Subject: absence\r\n\r\nJe suis absent.",
    ):
        assert record_notices(content).recorded == 0
    message.refresh_from_db()
    assert (message.state, BouncedAddress.objects.count()) == ("sent", 0)


def test_a_server_that_refuses_at_once() -> None:
    message = make_message(make_contact(email="gone@dairy.example"))
    with mail_server() as found:
        found.recipient = "550 5.1.1 no such user"
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "server.recipient")
    assert BouncedAddress.objects.get().kind == "hard"


def test_a_policy_against_us_says_nothing_of_the_address() -> None:
    message = make_message(make_contact(email="helene@dairy.example"))
    with mail_server() as found:
        found.recipient = "550 5.7.1 blocked"
        send_due(found.server, owner="test", a_minute=60)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "server.permanent")
    assert BouncedAddress.objects.get().kind == "soft"


def test_a_new_address_starts_anew_and_an_old_one_may_be_trusted() -> None:
    message = sent_message()
    record_notices(notice("helene@dairy.example", message.message_id))
    contact = message.contact
    assert contact is not None
    administrator = make_actor()
    spec = understand(CONTACT_LIST, administrator, Asked(filter="dead_address is yes"))
    assert spec.problems == ()
    assert list(matching(spec)) == [contact]
    with pytest.raises(NotAllowed):
        trust_again(make_actor(Role.READ_ONLY), contact.pk)
    assert trust_again(administrator, contact.pk) is True
    assert trust_again(administrator, contact.pk) is False
    assert list(matching(spec)) == []


def test_the_mailbox_is_read_by_the_job(settings: object) -> None:
    message = sent_message()
    with imap_server() as found:
        settings.NEGOCE_BOUNCES = found.mailbox  # type: ignore[attr-defined]
        found.put(b"Subject: absence\r\n\r\nJe suis absent.\r\n")
        found.put(notice("helene@dairy.example", message.message_id))
        enqueue("outbox.read_bounces")
        work_off()
        assert found.unread() == 0
    message.refresh_from_db()
    assert message.state == "bounced"


def test_a_mail_that_cannot_be_read_does_not_keep_the_next_ones_waiting(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = sent_message()
    settings.NEGOCE_BOUNCES = ImapMailbox("127.0.0.1")  # type: ignore[attr-defined]
    forged = notice("a\x00b@dairy.example", "<\x00@dairy.example>")
    mails = [NESTED, DEEP, forged, b"broken", notice("helene@dairy.example", message.message_id)]

    def read(_mailbox: ImapMailbox, take: Callable[[bytes], None]) -> int:
        for each in mails:
            take(each)
        return len(mails)

    def record(content: bytes) -> Bounces:
        if content == b"broken":
            raise KeyError(content)
        return record_notices(content)

    monkeypatch.setattr("negoce.outbox.tasks.read_new", read)
    monkeypatch.setattr("negoce.outbox.tasks.record_notices", record)
    job = enqueue("outbox.read_bounces")
    work_off()
    assert job is not None
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"mails": 5, "recorded": 1, "failed": 1})
    assert record_notices(NESTED).other == 1
    message.refresh_from_db()
    assert message.state == "bounced"
