"""What steering does with news of the rooms below; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.portfolio.actions.attitude_refresh import refresh_attitudes


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """Work out again where these companies stand in the pyramid of attitudes (L4)."""
    refresh_attitudes([int(key) for key in payload["companies"]], today=timezone.localdate())
