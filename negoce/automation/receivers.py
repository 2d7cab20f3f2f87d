"""What automation does with news of the rooms below; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.automation.actions.day_refresh import mark_stale


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """The days of those who follow these companies are worked out anew when they are next opened."""
    mark_stale([int(key) for key in payload["companies"]])
