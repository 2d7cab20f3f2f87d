"""What mailings learn from the messages that they sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from negoce.outbox.actions.unsubscribe import is_unsubscribed
from negoce.outbox.models import Message
from negoce.prospecting.models import MailingRecipient


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
