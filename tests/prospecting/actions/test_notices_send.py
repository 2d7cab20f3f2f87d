"""Notices that do not arrive, or do not leave: nobody counts as told who was not (RGPD, art. 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from negoce.companies.models import Contact
from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.outbox.actions.bounce_record import record_notices
from negoce.outbox.actions.message_settle import cancel_message
from negoce.outbox.actions.message_told import tell
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message, MessageTemplate
from negoce.prospecting.actions.notices_send import TEMPLATE, ask_notices, send_notices
from negoce.prospecting.notice_receivers import notice_sent
from negoce.prospecting.queries.notice_lot import Lot
from tests.factories.companies import make_contact
from tests.factories.forms import make_house
from tests.factories.identity import make_actor
from tests.outbox.notices import notice

pytestmark = pytest.mark.django_db


def nothing(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def person() -> Contact:
    make_house()
    return make_contact(email="helene@a.example")


def leave(message: Message) -> None:
    """The server has taken it."""
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT.value)
    tell(message, MessageState.SENT, None)
    work_off()


def come_back(message: Message) -> None:
    record_notices(notice(message.to_address, message.message_id))
    work_off()


def test_a_notice_that_came_back_told_nobody(person: Contact) -> None:
    send_notices(make_actor(), [person.pk], progress=nothing)
    message = Message.objects.get()
    leave(message)
    person.refresh_from_db()
    assert (person.informed_on, person.informed_through) == (timezone.localdate(), "email")
    come_back(message)
    person.refresh_from_db()
    assert (person.informed_on, person.informed_through) == (None, "")
    entry = JournalEntry.objects.filter(verb="changed", subject_kind="contact", subject_id=person.pk).get()
    assert (entry.company_key, entry.values["message"]) == (person.company_id, [message.public_id, None])
    assert entry.values["informed_on"] == [timezone.localdate().isoformat(), None]
    # What is told of its leaving late changes nothing.
    notice_sent({"message": message.public_id, "at": timezone.now().isoformat()})
    person.refresh_from_db()
    assert person.informed_on is None


def test_who_was_told_otherwise_stays_told_when_a_notice_comes_back(person: Contact) -> None:
    send_notices(make_actor(), [person.pk], progress=nothing)
    message = Message.objects.get()
    leave(message)
    day = timezone.localdate().replace(day=2)
    Contact.objects.filter(pk=person.pk).update(informed_on=day, informed_through="post")
    come_back(message)
    person.refresh_from_db()
    assert (person.informed_on, person.informed_through) == (day, "post")


def test_a_notice_that_was_cancelled_leaves_again_the_same_day(person: Contact) -> None:
    actor = make_actor()
    assert send_notices(actor, [person.pk], progress=nothing) == 1
    # Begun anew, the job writes to nobody twice.
    assert send_notices(actor, [person.pk], progress=nothing) == 0
    cancel_message(actor, Message.objects.get())
    assert send_notices(actor, [person.pk], progress=nothing) == 1
    assert [each.state for each in Message.objects.order_by("pk")] == ["cancelled", "waiting"]


def test_a_notice_that_left_and_is_not_noted_yet_leaves_once(person: Contact) -> None:
    send_notices(make_actor(), [person.pk], progress=nothing)
    Message.objects.update(state=MessageState.SENT.value)
    assert send_notices(make_actor(), [person.pk], progress=nothing) == 0
    assert Message.objects.count() == 1


def test_who_answers_for_privacy_alone_sends_notices(person: Contact) -> None:
    officer = replace(make_actor(), permissions=frozenset({Permission.MANAGE_PRIVACY}))
    assert send_notices(officer, [person.pk], progress=nothing) == 1
    assert Message.objects.get().state == "waiting"


def test_a_template_that_cannot_be_filled_in_is_said_before_the_job(person: Contact) -> None:
    MessageTemplate.objects.filter(key=TEMPLATE).update(body="Bonjour {{ inconnu }}")
    with pytest.raises(Refused, match="à corriger"):
        ask_notices(make_actor(), Lot(people=(person.public_id,)))
    assert (Job.objects.count(), Message.objects.count()) == (0, 0)
