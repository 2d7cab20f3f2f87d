"""What the portfolio does with news of the rooms below; a receiver may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.portfolio.actions.foresight_alone import foresee_alone
from negoce.portfolio.actions.life_refresh import refresh_life


def customer_facts_changed(payload: Mapping[str, Any]) -> None:
    """Work out again where these companies stand (L1), and what they are likely to do (L2)."""
    companies = [int(key) for key in payload["companies"]]
    refresh_life(companies)
    foresee_alone(companies)
