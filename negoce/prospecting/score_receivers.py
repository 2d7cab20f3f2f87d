"""What scores do with news of the rooms; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.prospecting.actions.lead_score_refresh import refresh_scores


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """Work out the scores of these companies again (P6)."""
    refresh_scores([int(key) for key in payload["companies"]], today=timezone.localdate())
