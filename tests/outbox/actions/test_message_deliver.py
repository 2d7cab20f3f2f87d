"""Sending: every way it may go, with a real server; nothing twice by itself."""

from __future__ import annotations

import email
from datetime import date, timedelta
from email.policy import default
from typing import Any

import pytest
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.identity.rules.actor import system_actor
from negoce.integrations.smtp.delivery import deliver
from negoce.integrations.smtp.types import Accepted, SmtpServer
from negoce.jobs.models import Job
from negoce.outbox.actions import message_deliver
from negoce.outbox.actions.message_claim import LEASE, claim_next
from negoce.outbox.actions.message_deliver import send_claimed
from negoce.outbox.actions.message_reclaim import reclaim_silent
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message, MessageEvent
from tests.factories.companies import make_contact
from tests.factories.outbox import make_message
from tests.harness.mail_server import closed_port, mail_server

pytestmark = pytest.mark.django_db


def send_all(server: SmtpServer, a_minute: int = 60) -> int:
    return send_due(server, owner="test", a_minute=a_minute).tried


def steps(message: Message) -> list[str]:
    return [event.step for event in MessageEvent.objects.filter(message=message)]


def test_what_is_due_leaves_whole() -> None:
    message = make_message(
        make_contact(email="helene@dairy.example", first_name="Hélène", last_name="Mallet"),
        subject="Devis « été »",
        attachments=[Attached("Devis n° 1.pdf", b"%PDF-1.7 \xff")],
    )
    later = make_message(not_before=timezone.now() + timedelta(hours=1))
    with mail_server() as found:
        assert send_all(found.server) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.lease_owner) == ("sent", 1, "")
    assert message.server_words == "OK taken"
    assert steps(message) == ["queued", "sent"]
    later.refresh_from_db()
    assert later.state == "waiting"
    (mail,) = found.mails
    assert mail.recipients == ["helene@dairy.example"]
    read = email.message_from_bytes(mail.content, policy=default)
    assert read["Message-ID"] == message.message_id
    assert read["Subject"] == "Devis « été »"
    assert read["To"].addresses[0].display_name == "Hélène Mallet"
    assert read["List-Unsubscribe"] is None
    text = read.get_body(("plain",))
    assert text is not None
    assert text.get_content().startswith("Bonjour,")
    assert read.get_body(("html",)) is not None
    (file,) = read.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Devis n° 1.pdf", b"%PDF-1.7 \xff")


def test_an_opposition_that_came_in_between_stops_it() -> None:
    contact = make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2))
    message = make_message(contact, purpose=ContactPurpose.PROFESSIONAL)
    invoice = make_message(contact)
    record_opposition(system_actor(), contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")
    with mail_server() as found:
        send_all(found.server)
    message.refresh_from_db()
    invoice.refresh_from_db()
    assert (message.state, message.reason, message.decided_by["code"]) == (
        "refused",
        "reach.opposed",
        "reach.opposed",
    )
    assert invoice.state == "sent"
    assert len(found.mails) == 1


def test_an_opposition_while_the_server_is_being_called_stops_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    contact = make_contact(email="helene@dairy.example", informed_on=date(2026, 11, 2))
    message = make_message(contact, purpose=ContactPurpose.PROFESSIONAL)

    def opposed_meanwhile(*given: Any, **named: Any) -> Accepted:
        record_opposition(system_actor(), contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")
        return deliver(*given, **named)

    monkeypatch.setattr(message_deliver, "deliver", opposed_meanwhile)
    with mail_server() as found:
        send_all(found.server)
    message.refresh_from_db()
    assert (message.state, found.mails) == ("refused", [])


@pytest.mark.parametrize(
    ("answers", "state", "reason"),
    [
        ({"recipient": "550 5.1.1 no such user"}, "failed", "server.recipient"),
        ({"data": "554 spam"}, "failed", "server.permanent"),
        ({"recipient": "451 greylisted"}, "waiting", "server.temporary"),
        ({"data": "452 disk full"}, "waiting", "server.temporary"),
        ({"after_data": "drop"}, "in_doubt", "server.unknown"),
    ],
)
def test_each_answer_has_its_state(answers: dict[str, str], state: str, reason: str) -> None:
    message = make_message()
    with mail_server() as found:
        for name, value in answers.items():
            setattr(found, name, value)
        send_all(found.server)
    message.refresh_from_db()
    assert (message.state, message.reason) == (state, reason)
    said = answers.get("recipient") or answers.get("data") or ""
    assert said in message.server_words
    if state == "waiting":
        assert message.not_before > timezone.now() + timedelta(seconds=50)
        assert message.handed_at is None
        assert Job.objects.filter(run_after__gt=timezone.now(), task="outbox.send").exists()


def test_a_server_that_is_away_costs_one_try_and_the_others_wait() -> None:
    first, second = make_message(), make_message()
    run = send_due(closed_port(), owner="test", a_minute=60)
    assert (run.tried, run.reached) == (1, False)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.reason, first.attempts) == ("waiting", "server.line", 1)
    assert (second.state, second.attempts) == ("waiting", 0)


def test_it_is_given_up_after_the_last_try() -> None:
    message = make_message()
    with mail_server() as found:
        found.data = "451 busy"
        for _try in range(12):
            Message.objects.filter(state="waiting").update(not_before=timezone.now())
            send_all(found.server)
    message.refresh_from_db()
    assert (message.state, message.reason, message.attempts) == ("failed", "tries.over", 9)
    assert message.server_words == "451 busy"


def test_no_more_leave_in_a_minute_than_may() -> None:
    for _number in range(5):
        make_message()
    with mail_server() as found:
        assert send_all(found.server, a_minute=3) == 3
        assert send_all(found.server, a_minute=3) == 0
        assert len(found.mails) == 3
        Message.objects.filter(state="sent").update(handed_at=timezone.now() - timedelta(seconds=61))
        assert send_all(found.server, a_minute=3) == 2


def test_an_attachment_that_changed_is_not_sent() -> None:
    message = make_message(attachments=[Attached("a.pdf", b"one")])
    message.attachments.get().path.write_bytes(b"two")
    with mail_server() as found:
        send_all(found.server)
    message.refresh_from_db()
    assert (message.state, message.reason, found.mails) == ("failed", "attachment.changed", [])


def test_a_dead_attempt_before_the_body_is_tried_again() -> None:
    message = make_message()
    assert claim_next("job:1:x") is not None
    assert reclaim_silent() == 0
    assert reclaim_silent("job:1:") == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == ("waiting", "worker.reclaimed")


def test_a_dead_attempt_after_the_body_is_in_doubt_and_never_tried_by_itself() -> None:
    message = make_message()
    claim_next("job:1:x")
    Message.objects.update(handed_at=timezone.now(), lease_until=timezone.now() - LEASE)
    assert reclaim_silent() == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == ("in_doubt", "worker.lost")
    with mail_server() as found:
        assert send_all(found.server) == 0


def test_an_attempt_that_lost_its_message_sends_nothing() -> None:
    make_message()
    slow = claim_next("job:1:x")
    assert slow is not None
    reclaim_silent("job:1:")
    with mail_server() as found:
        send_claimed(slow, found.server)
        assert found.mails == []
        assert send_all(found.server) == 1
    assert len(found.mails) == 1


def test_an_attempt_thought_dead_that_was_accepted_clears_the_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    message = make_message()
    slow = claim_next("job:1:x")
    assert slow is not None

    def slow_answer(*given: Any, **named: Any) -> Accepted:
        accepted = deliver(*given, **named)
        reclaim_silent("job:1:")
        return accepted

    monkeypatch.setattr(message_deliver, "deliver", slow_answer)
    with mail_server() as found:
        send_claimed(slow, found.server)
    message.refresh_from_db()
    assert message.state == "sent"
    assert steps(message) == ["queued", "doubted", "sent"]
