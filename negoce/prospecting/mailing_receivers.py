"""What mailings learn from the messages that they sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from negoce.prospecting.models import MailingRecipient


def message_unsubscribed(payload: Mapping[str, Any]) -> None:
    """Its reader said stop by its link, or took it back."""
    at = str(payload["at"])
    rows = MailingRecipient.objects.filter(message__public_id=payload["message"])
    rows.update(unsubscribed_at=datetime.fromisoformat(at) if at else None)
