"""Keeps where somebody was put on the drawing."""

from __future__ import annotations

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.influence.checks import require_map
from negoce.negotiation.models import Deal, InfluencePerson
from negoce.negotiation.rules.influence_layout import kept_inside


def place_on_map(actor: Actor, deal: Deal, person: InfluencePerson, x: int, y: int) -> tuple[int, int]:
    """Returns the place, inside the drawing. It changes nothing of who they are: no journal, no revision.

    Raises NotAllowed.
    """
    require_map(actor)
    row = visible_deal(actor, deal.pk)
    place = kept_inside(x, y)
    InfluencePerson.objects.filter(deal=row, pk=person.pk).update(x=place[0], y=place[1])
    return place
