"""Tells the rooms above that facts of the life cycle changed (L1)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from negoce.companies.events import CUSTOMER_FACTS_CHANGED
from negoce.jobs.events import emit

# A receiver takes so many companies in a few seconds: many jobs are better than one that nobody can stop.
_MOST = 500


def tell_facts_changed(company_ids: Iterable[int | None], *, actor_id: int | None = None) -> None:
    """Once the caller's transaction is committed, these companies are worked out again; None is left aside."""
    keys = sorted({key for key in company_ids if key is not None})
    for start in range(0, len(keys), _MOST):
        emit(CUSTOMER_FACTS_CHANGED, {"companies": keys[start : start + _MOST]}, actor_id=actor_id)


def with_life_facts() -> Q:
    """Which activities hold a fact that the life cycle reads."""
    return (
        ~Q(meeting_answer="")
        | ~Q(need_recorded="")
        | Q(quote_wanted=True)
        | Q(buying_intent=True)
        | Q(departure_declared=True)
    )
