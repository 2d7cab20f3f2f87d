"""Takes somebody off the map of a deal, with what was noted of them there."""

from __future__ import annotations

from django.db import transaction

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.influence.checks import person_on_map, require_map, told
from negoce.negotiation.models import Deal, InfluencePerson


def remove_influence_person(actor: Actor, deal: Deal, person: InfluencePerson, revision: int | None) -> None:
    """Their attitudes and influences go too; they stay in the deal. Raises NotAllowed, Conflict."""
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = person_on_map(row, person.pk, revision)
        told(actor, row, stored)
        stored.delete()
