"""What was noted of the conclusion of a deal, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import ConclusionMark, Deal
from negoce.negotiation.queries.deals.next_step import planned_in


def conclusion_marks(deal: Deal) -> Mapping[str, ConclusionMark]:
    """The facts noted of a deal that the caller may see, by fact; one query."""
    rows = ConclusionMark.objects.filter(deal=deal).order_by("happened_on", "pk")
    return {each.fact: each for each in rows}


def speakers(actor: Actor, marks: Mapping[str, ConclusionMark]) -> Mapping[int, str]:
    """Who said the words, by key, as far as the actor sees them; one query, none when nobody is named."""
    return names_seen(actor, (each.contact_id for each in marks.values()))


def names_seen(actor: Actor, contacts: Iterable[int | None]) -> Mapping[int, str]:
    """Names by key of contact, as far as the actor sees them; one query, none when nobody is named."""
    keys = {each for each in contacts if each is not None}
    if not keys:
        return {}
    return {each.pk: each.full_name for each in visible_contacts(actor).filter(pk__in=keys).order_by("pk")}


def dated_next_step(actor: Actor, deal: Deal, today: date) -> Activity | None:
    """What comes next in the deal, from today on; one query."""
    return planned_in(actor, deal).filter(starts_at__date__gte=today).first()
