"""What the matrices do with news of the rooms below; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.portfolio.actions.target_refresh import refresh_targets


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """Note these companies anew (R-P3's facts)."""
    refresh_targets([int(key) for key in payload["companies"]], today=timezone.localdate())
