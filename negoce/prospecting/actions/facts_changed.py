"""Tells the rooms above that facts of the life cycle changed."""

from __future__ import annotations

from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.prospecting.events import CUSTOMER_FACTS_CHANGED


def tell_facts_changed(actor: Actor, *company_ids: int) -> None:
    """Once the caller's transaction is committed, these companies are worked out again."""
    emit(CUSTOMER_FACTS_CHANGED, {"companies": sorted(set(company_ids))}, actor_id=actor.user_id)
