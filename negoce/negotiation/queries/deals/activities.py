"""What was said and is to be done about a deal."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.timeline.activities import activities_with_people
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import visible_deals

MOST_SHOWN = 30
MOST_TO_ADD = 30


def deal_activities(actor: Actor, deal: Deal) -> Sequence[Activity]:
    """The activities about a deal, as far as the actor sees them, the latest first; three queries at most."""
    rows = activities_with_people(actor).filter(deal_link__deal=deal)
    rows = rows.exclude(state=ActivityState.CANCELLED.value)
    return list(rows.order_by("-starts_at", "-id")[:MOST_SHOWN])


def activities_to_add(actor: Actor, deal: Deal) -> Sequence[Activity]:
    """The last activities of the deal's company that are about no deal; one query."""
    rows = visible_activities(actor).filter(company_id=deal.company_id, deal_link__isnull=True)
    rows = rows.exclude(state=ActivityState.CANCELLED.value)
    return list(rows.order_by("-starts_at", "-id")[:MOST_TO_ADD])


def deal_of(actor: Actor, activity_public_id: str) -> Deal | None:
    """The deal that an activity is about, as far as the actor sees it; one query."""
    return visible_deals(actor).filter(activity_links__activity__public_id=activity_public_id).first()
