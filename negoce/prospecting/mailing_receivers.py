"""What mailings learn from the messages that they sent, and from who closes a channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from negoce.companies.enums import Channel
from negoce.outbox.actions.unsubscribe import is_unsubscribed
from negoce.outbox.models import Message
from negoce.prospecting.actions.mailing_hold import print_without
from negoce.prospecting.actions.mailing_obey import RELATED
from negoce.prospecting.models import Mailing, MailingRecipient


def message_unsubscribed(payload: Mapping[str, Any]) -> None:
    """Its reader said stop by its link, or took it back.

    What holds now is what counts: the job of a stop may come after that of what took it back.
    """
    message = Message.objects.filter(public_id=payload["message"]).select_related("contact").first()
    if message is None:
        return
    rows = MailingRecipient.objects.filter(message=message)
    if not is_unsubscribed(message):
        rows.update(unsubscribed_at=None)
    elif payload["at"]:
        rows.update(unsubscribed_at=datetime.fromisoformat(str(payload["at"])))


def channels_closed(payload: Mapping[str, Any]) -> None:
    """Letters that were printed for who no longer wants any are printed again without them, unless posted."""
    if Channel.POST.value in payload["channels"]:
        print_without([int(payload["contact"])])


def message_settled(payload: Mapping[str, Any]) -> None:
    """A message that had left leaves again, or never: its mailing is followed until all have; twice changes nothing."""
    if payload["related_kind"] == RELATED:
        rows = Mailing.objects.filter(public_id=payload["related_id"], gone_at__isnull=False)
        rows.update(gone_at=None)
