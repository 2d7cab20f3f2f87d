"""Many messages over one line: who goes first, what becomes of the rest when it stops."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import OperationalError

from negoce.companies.enums import ContactPurpose
from negoce.integrations.smtp.client import Line
from negoce.integrations.smtp.types import Envelope
from negoce.outbox.actions import message_attempt
from negoce.outbox.actions.message_attempt import Settling
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message, MessageEvent
from tests.factories.companies import make_contact
from tests.factories.outbox import make_message
from tests.harness.mail_server import mail_server

pytestmark = pytest.mark.django_db


def make_bulk(count: int) -> None:
    for number in range(count):
        contact = make_contact(email=f"reader{number}@dairy.example", informed_on=date(2026, 11, 2))
        make_message(contact, purpose=ContactPurpose.PROFESSIONAL)
    Message.objects.update(is_bulk=True)


def test_many_leave_over_one_line_and_each_is_settled() -> None:
    make_bulk(5)
    with mail_server() as found:
        assert send_due(found.server, owner="test", a_minute=600).tried == 5
    assert found.lines == 1
    assert set(Message.objects.values_list("state", "lease_owner")) == {("sent", "")}
    assert MessageEvent.objects.filter(step="sent").count() == 5


def test_the_line_is_opened_again_when_the_server_hangs_up() -> None:
    make_bulk(5)
    with mail_server() as found:
        found.hangs_up_after = 2
        assert send_due(found.server, owner="test", a_minute=600).tried == 5
    assert found.lines == 3
    assert len({mail.recipients[0] for mail in found.mails}) == len(found.mails) == 5
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_one_that_is_refused_does_not_harm_the_next() -> None:
    make_bulk(3)
    with mail_server() as found:
        found.refuses = "reader1@dairy.example"
        send_due(found.server, owner="test", a_minute=600)
    states = dict(Message.objects.order_by("pk").values_list("to_address", "state"))
    assert states == {
        "reader0@dairy.example": "sent",
        "reader1@dairy.example": "failed",
        "reader2@dairy.example": "sent",
    }
    assert found.lines == 1


def test_what_a_person_sends_goes_before_what_is_one_of_many() -> None:
    make_bulk(3)
    make_message(make_contact(email="buyer@dairy.example"))
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=600)
    assert found.mails[0].recipients == ["buyer@dairy.example"]


def test_a_fifth_of_the_minute_is_kept_for_people() -> None:
    make_bulk(6)
    with mail_server() as found:
        assert send_due(found.server, owner="test", a_minute=5).tried == 4
        make_message(make_contact(email="buyer@dairy.example"))
        assert send_due(found.server, owner="test", a_minute=5).tried == 1
    assert found.mails[-1].recipients == ["buyer@dairy.example"]


class Stop(BaseException):
    pass


def test_what_was_claimed_and_not_tried_waits_again() -> None:
    make_bulk(4)

    def stop(count: int) -> None:
        if count == 2:
            raise Stop

    with mail_server() as found, pytest.raises(Stop):
        send_due(found.server, owner="test", a_minute=600, between=stop)
    rows = list(Message.objects.order_by("pk").values_list("state", "attempts", "lease_owner"))
    assert rows == [("sent", 1, ""), ("sent", 1, ""), ("waiting", 0, ""), ("waiting", 0, "")]


def test_a_line_forgets_a_message_that_was_stopped() -> None:
    def stop() -> None:
        raise Stop

    first = Envelope("crm@house.example", ("a@dairy.example",), b"Subject: a\n\n")
    second = Envelope("crm@house.example", ("b@dairy.example",), b"Subject: b\n\n")
    with mail_server() as found:
        line = Line(found.server)
        with pytest.raises(Stop):
            line.send(first, before_body=stop)
        line.send(second)
        line.close()
    assert [mail.recipients for mail in found.mails] == [["b@dairy.example"]]
    assert found.lines == 1


class Broken(Exception):
    pass


def test_what_was_accepted_is_written_again_when_what_was_to_be_written_with_it_fails() -> None:
    written: list[str] = []
    settling = Settling()
    settling.later(lambda: written.append("first"))
    with pytest.raises(Broken), settling.written():
        raise Broken
    settling.flush()
    settling.flush()
    assert written == ["first", "first"]


@pytest.mark.django_db(transaction=True)
def test_a_message_that_was_delivered_is_sent_even_when_the_next_one_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_bulk(3)
    hand = message_attempt.hand_one_of_many

    def fail_once(message: Message, *others: object) -> bool:
        if message.to_address == "reader1@dairy.example":
            raise OperationalError("disk full")
        return hand(message, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(message_attempt, "hand_one_of_many", fail_once)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=600)
    assert len(found.mails) == 2
    assert dict(Message.objects.order_by("pk").values_list("to_address", "state")) == {
        "reader0@dairy.example": "sent",
        "reader1@dairy.example": "waiting",
        "reader2@dairy.example": "sent",
    }
