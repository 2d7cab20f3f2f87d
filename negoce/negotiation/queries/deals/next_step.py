"""What comes next in a deal: what is planned with its company, but for other deals and for things to fetch back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import AidHandout, Deal


def planned_in(actor: Actor, deal: Deal) -> QuerySet[Activity]:
    """The activities that move a deal on, the first to come first. Fetching a loan back moves nothing on."""
    rows = visible_activities(actor).filter(company_id=deal.company_id, state=ActivityState.PLANNED.value)
    elsewhere = Q(deal_link__isnull=False) & ~Q(deal_link__deal=deal)
    fetching = Exists(AidHandout.objects.filter(task=OuterRef("pk")))
    return rows.exclude(elsewhere).exclude(fetching).order_by("starts_at", "id")
