"""What the customer file does at the news of other rooms; each may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.companies.actions.territories_assign import assign_territories
from negoce.identity.rules.actor import system_actor


def territories_changed(payload: Mapping[str, Any]) -> None:
    """Prefixes moved: companies follow. What left one territory may fall to any other: all are looked at."""
    assign_territories(system_actor())
