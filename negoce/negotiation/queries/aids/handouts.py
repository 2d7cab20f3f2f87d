"""Who has sales aids: the handouts that somebody may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import AidHandout, SalesAid


def visible_handouts(actor: Actor) -> QuerySet[AidHandout]:
    """Handouts to companies that the actor sees, in no order."""
    # Asked handout by handout: there are fewer of them than companies.
    return AidHandout.objects.filter(
        Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))
    ).order_by()


def outside(rows: QuerySet[AidHandout]) -> QuerySet[AidHandout]:
    """Those of which something is still on loan."""
    return rows.filter(due_on__isnull=False, quantity__gt=F("returned") + F("lost"))


def late_count(actor: Actor, today: date) -> int:
    """How many loans that the actor sees are past their day; one query."""
    return outside(visible_handouts(actor)).filter(due_on__lt=today).count()


def handouts_of(actor: Actor, aid: SalesAid, most: int) -> Sequence[AidHandout]:
    """Who has it, or had: loans outside first, the most urgent first; then the latest. One query."""
    rows = visible_handouts(actor).filter(aid=aid).select_related("company", "place", "deal")
    latest = list(rows.order_by("-handed_on", "-pk")[: most + 1])
    return sorted(
        latest, key=lambda each: (not each.outside, each.due_on or date.max if each.outside else date.max)
    )


def receivers(actor: Actor, rows: Sequence[AidHandout]) -> Mapping[int, str]:
    """Names by key of contact, as far as the actor sees them; one query, none when nobody is named."""
    keys = {each.contact_id for each in rows if each.contact_id is not None}
    if not keys:
        return {}
    return {each.pk: each.full_name for each in visible_contacts(actor).filter(pk__in=keys).order_by("pk")}
