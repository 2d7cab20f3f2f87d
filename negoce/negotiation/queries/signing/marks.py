"""What was noted of the conclusion of a deal, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import ConclusionMark, Deal


def conclusion_marks(deal: Deal) -> Mapping[str, ConclusionMark]:
    """The facts noted of a deal that the caller may see, by fact; one query."""
    rows = ConclusionMark.objects.filter(deal=deal).order_by("happened_on", "pk")
    return {each.fact: each for each in rows}


def speakers(actor: Actor, marks: Mapping[str, ConclusionMark]) -> Mapping[int, str]:
    """Who said the words, by key, as far as the actor sees them; one query, none when nobody is named."""
    keys = {each.contact_id for each in marks.values() if each.contact_id is not None}
    if not keys:
        return {}
    return {each.pk: each.full_name for each in visible_contacts(actor).filter(pk__in=keys).order_by("pk")}


def dated_next_step(actor: Actor, deal: Deal, today: date) -> Activity | None:
    """The next thing planned with its company, from today on, unless it is about another deal; one query."""
    rows = visible_activities(actor).filter(
        company_id=deal.company_id, state=ActivityState.PLANNED.value, starts_at__date__gte=today
    )
    elsewhere = Q(deal_link__isnull=False) & ~Q(deal_link__deal=deal)
    return rows.exclude(elsewhere).order_by("starts_at", "id").first()
