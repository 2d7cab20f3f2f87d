"""Puts on the map, as people still to find, those who usually decide at such a buyer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.influence.checks import require_map, told
from negoce.negotiation.models import Deal, InfluencePerson
from negoce.negotiation.rules.buyer_templates import SEATS, BuyerType
from negoce.negotiation.words.influence import SEATS as WORDS


def fill_influence_map(actor: Actor, deal: Deal, buyer: str) -> int:
    """Add a placeholder for each seat; returns how many. The map must be empty. Raises NotAllowed, Refused."""
    require_map(actor)
    if buyer not in set(BuyerType):
        raise Refused(_("Choisissez un type d’acheteur."))
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        # Held: of two who fill it at once, the second finds it filled.
        alone_with(Deal.objects.filter(pk=row.pk))
        if InfluencePerson.objects.filter(deal=row).exists():
            raise Refused(_("La carte porte déjà quelqu’un : ajoutez les autres un par un."))
        seats: dict[str, InfluencePerson] = {}
        for seat in SEATS[BuyerType(buyer)]:
            seats[seat.key] = InfluencePerson.objects.create(
                deal=row,
                label=str(WORDS[seat.key]),
                roles=[str(each) for each in seat.roles],
                weight=seat.weight,
                reports_to=seats.get(seat.under),
            )
        told(actor, row, next(iter(seats.values())))
    return len(seats)
