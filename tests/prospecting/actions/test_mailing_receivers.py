"""Saying stop and taking it back are two jobs, which may come in either order: what holds now is what is told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.companies.enums import Channel
from negoce.outbox.actions.unsubscribe import resubscribe, unsubscribe
from negoce.outbox.models import Message
from negoce.prospecting.mailing_receivers import message_unsubscribed
from negoce.prospecting.models import MailingRecipient
from tests.factories.companies import make_company
from tests.factories.mailings import make_mailing, make_reader
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db


def mailed() -> Message:
    reader = make_reader(email="helene@dairy.example")
    message = make_message(reader)
    MailingRecipient.objects.create(
        mailing=make_mailing(), contact=reader, company=reader.company, message=message
    )
    return message


def told(message: Message, at: str) -> bool:
    message_unsubscribed({"message": message.public_id, "at": at})
    return MailingRecipient.objects.get().unsubscribed_at is not None


@pytest.mark.parametrize("order", [("stop", "undo"), ("undo", "stop")])
def test_who_took_it_back_is_not_told_as_unsubscribed(order: tuple[str, str]) -> None:
    message = mailed()
    unsubscribe(message, [Channel.EMAIL])
    resubscribe(message)
    at = {"stop": timezone.now().isoformat(), "undo": ""}
    assert [told(message, at[each]) for each in order][-1] is False


def test_who_said_stop_again_is_told_whatever_came_in_between() -> None:
    message = mailed()
    at = timezone.now().isoformat()
    unsubscribe(message, [Channel.EMAIL])
    resubscribe(message)
    unsubscribe(message, [Channel.EMAIL])
    assert [told(message, each) for each in (at, at, "")] == [True, True, True]


def test_an_address_of_a_company_too() -> None:
    message = make_message(None, address="contact@mill.example", company=make_company())
    assert message.company is not None
    MailingRecipient.objects.create(mailing=make_mailing(), company=message.company, message=message)
    unsubscribe(message, [Channel.EMAIL])
    assert told(message, timezone.now().isoformat()) is True
    resubscribe(message)
    assert told(message, "") is False
