"""What automation does with news of the rooms below; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.automation.actions.day_refresh import mark_stale
from negoce.automation.actions.playbooks.stop import stop_runs_of


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """Playbooks stop where the company ordered or answered.

    The days of those who follow these companies are worked out anew when they are next opened.
    """
    companies = [int(key) for key in payload["companies"]]
    stop_runs_of(companies, timezone.localdate())
    mark_stale(companies)
