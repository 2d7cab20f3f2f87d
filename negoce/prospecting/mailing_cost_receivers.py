"""A message of a mailing that had all left leaves again, or never: what it cost is looked at anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.prospecting.actions.mailing_obey import RELATED
from negoce.prospecting.models import Mailing


def message_settled(payload: Mapping[str, Any]) -> None:
    """Have the mailing followed until all its messages have left; a second call changes nothing."""
    if payload["related_kind"] == RELATED:
        rows = Mailing.objects.filter(public_id=payload["related_id"], gone_at__isnull=False)
        rows.update(gone_at=None)
