"""Says who sways whom, how strongly; circles are allowed, swaying oneself is not."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.influence.checks import person_on_map, require_map, told
from negoce.negotiation.models import Deal, InfluenceEdge, InfluencePerson


def set_influence(
    actor: Actor, deal: Deal, source: InfluencePerson, target: InfluencePerson, strength: Decimal
) -> bool:
    """Store how strongly `source` sways `target`, 0 for not at all; returns whether they do.

    Raises NotAllowed, Refused.
    """
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        first, second = person_on_map(row, source.pk), person_on_map(row, target.pk)
        if first.pk == second.pk:
            refuse_all({"target": _("Personne ne s’influence soi-même : choisissez quelqu’un d’autre.")})
        if not 0 <= strength <= 1:
            refuse_all({"strength": _("La force va de 0 à 1.")})
        if strength:
            InfluenceEdge.objects.update_or_create(
                source=first, target=second, defaults={"strength": strength}
            )
        else:
            InfluenceEdge.objects.filter(source=first, target=second).delete()
        told(actor, row, first)
    return bool(strength)
