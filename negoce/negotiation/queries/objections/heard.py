"""The objections heard in a deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal, ObjectionHeard


def heard_in(deal: Deal) -> QuerySet[ObjectionHeard]:
    """What was heard in a deal that the caller may see, the latest first; one query."""
    rows = ObjectionHeard.objects.filter(deal=deal).select_related("objection", "answer", "author")
    return rows.order_by("-heard_on", "-pk")


def who_said(actor: Actor, rows: Sequence[ObjectionHeard]) -> Mapping[int, str]:
    """Names by key of contact, as far as the actor sees them; one query, none when nobody is named."""
    keys = {each.contact_id for each in rows if each.contact_id is not None}
    if not keys:
        return {}
    return {each.pk: each.full_name for each in visible_contacts(actor).filter(pk__in=keys).order_by("pk")}
