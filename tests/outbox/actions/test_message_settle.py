"""What a person decides: send again, take as sent, cancel; and what the rooms above are told."""

from __future__ import annotations

import pytest

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_settle import cancel_message, resend_message, take_as_sent
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message, MessageEvent
from tests.factories.companies import make_contact
from tests.factories.identity import make_actor
from tests.factories.outbox import make_message
from tests.harness.mail_server import mail_server

pytestmark = pytest.mark.django_db
BOSS = system_actor()


def doubtful() -> Message:
    message = make_message()
    with mail_server() as found:
        found.after_data = "drop"
        send_due(found.server, owner="t", a_minute=60)
    message.refresh_from_db()
    assert message.state == "in_doubt"
    return message


def test_a_doubt_is_sent_again_under_the_same_identity() -> None:
    message = doubtful()
    resend_message(BOSS, message)
    with mail_server() as found:
        send_due(found.server, owner="u", a_minute=60)
    message.refresh_from_db()
    assert message.state == "sent"
    assert message.message_id.encode() in found.mails[0].content
    assert [event.step for event in MessageEvent.objects.filter(message=message)] == [
        "queued",
        "doubted",
        "resent",
        "sent",
    ]


def test_a_doubt_is_taken_as_sent() -> None:
    message = take_as_sent(BOSS, doubtful())
    assert message.state == "sent"
    assert message.sent_at == message.handed_at
    with pytest.raises(Refused):
        take_as_sent(BOSS, message)


def test_a_failure_goes_to_the_right_address() -> None:
    message = make_message()
    Message.objects.update(state="failed", reason="server.recipient", attempts=4)
    sent = resend_message(BOSS, message, address="new@dairy.example")
    assert (sent.state, sent.to_address, sent.attempts) == ("waiting", "new@dairy.example", 0)
    Message.objects.update(state="failed")
    with pytest.raises(Refused) as refused:
        resend_message(BOSS, message, address="nowhere")
    assert "address" in refused.value.fields


def test_the_gate_is_asked_again() -> None:
    contact = make_contact(email="contact@dairy.example")
    message = make_message(contact, purpose=ContactPurpose.PROFESSIONAL)
    cancel_message(BOSS, message)
    record_opposition(BOSS, contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")
    with pytest.raises(Refused):
        resend_message(BOSS, message)
    message.refresh_from_db()
    assert message.state == "cancelled"


@pytest.mark.parametrize(
    ("is_bulk", "address", "leaves"),
    [
        (False, "new@dairy.example", True),
        (False, "paul@dairy.example", False),
        (True, "new@dairy.example", False),
        (True, "Helene.Mallet@dairy.example", True),
    ],
)
def test_another_address_is_asked_for_itself(is_bulk: bool, address: str, leaves: bool) -> None:
    """A quote goes to nobody else who refuses; a piece of a mailing to no address but its reader's."""
    contact = make_contact(email="helene@dairy.example")
    other = make_contact(contact.company, email="paul@dairy.example")
    record_opposition(BOSS, other, channels=[Channel.EMAIL], opposed_on="", source="courrier")
    message = make_message(contact)
    Message.objects.update(state="failed", is_bulk=is_bulk)
    Contact.objects.filter(pk=contact.pk).update(email="helene.mallet@dairy.example")
    if leaves:
        assert resend_message(BOSS, message, address=address).state == "waiting"
        return
    with pytest.raises(Refused) as refused:
        resend_message(BOSS, message, address=address)
    assert list(refused.value.fields) == ["address"]


def test_what_was_cancelled_does_not_leave() -> None:
    message = make_message()
    cancel_message(BOSS, message)
    with mail_server() as found:
        assert send_due(found.server, owner="t", a_minute=60).tried == 0
    with pytest.raises(Refused):
        cancel_message(BOSS, message)


@pytest.mark.parametrize("act", [resend_message, take_as_sent, cancel_message])
def test_who_does_not_see_it_decides_nothing(act: object) -> None:
    message = make_message()
    with pytest.raises(NotAllowed):
        act(make_actor(Role.SALESPERSON, scope=Scope.OWN), message)  # type: ignore[operator]
    with pytest.raises(NotAllowed):
        act(make_actor(Role.READ_ONLY), message)  # type: ignore[operator]


def test_the_rooms_above_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, object]] = []
    monkeypatch.setattr(
        "negoce.outbox.actions.message_told.emit",
        lambda name, payload: told.append((name, payload["related_id"])),
    )
    make_message(related_kind="quote", related_id="q1")
    with mail_server() as found:
        send_due(found.server, owner="t", a_minute=60)
        found.recipient = "550 no"
        make_message(related_kind="invoice", related_id="i1")
        send_due(found.server, owner="t", a_minute=60)
    assert told == [("message_sent", "q1"), ("message_failed", "i1")]
    assert not Job.objects.filter(task="jobs.deliver").exists()


def test_what_a_pause_holds_back_may_be_cancelled_alone() -> None:
    message = make_message()
    Message.objects.update(state="held", is_bulk=True)
    cancel_message(system_actor(), message)
    assert list(Message.objects.values_list("state", flat=True)) == ["cancelled"]
