"""Says who sways whom, how strongly; circles are allowed, swaying oneself is not."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.influence.checks import person_on_map, require_map, told
from negoce.negotiation.models import Deal, InfluenceEdge, InfluencePerson


def set_influence(
    actor: Actor,
    deal: Deal,
    source: InfluencePerson,
    target: InfluencePerson,
    strength: Decimal,
    *,
    seen: Decimal | None = None,
) -> bool:
    """Store how strongly `source` sways `target`, 0 for not at all; returns whether they do.

    `seen` is how strong it was when looked at. Raises NotAllowed, Refused, Conflict when somebody changed it meanwhile.
    """
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        first, second = person_on_map(row, source.pk), person_on_map(row, target.pk)
        if first.pk == second.pk:
            refuse_all({"target": _("Personne ne s’influence soi-même : choisissez quelqu’un d’autre.")})
        if not 0 <= strength <= 1:
            refuse_all({"strength": _("La force va de 0 à 1.")})
        _check_unchanged(row, first, second, seen)
        if strength:
            InfluenceEdge.objects.update_or_create(
                source=first, target=second, defaults={"strength": strength}
            )
        else:
            InfluenceEdge.objects.filter(source=first, target=second).delete()
        told(actor, row, first)
    return bool(strength)


def _check_unchanged(
    deal: Deal, source: InfluencePerson, target: InfluencePerson, seen: Decimal | None
) -> None:
    alone_with(Deal.objects.filter(pk=deal.pk))
    stored = InfluenceEdge.objects.filter(source=source, target=target).first()
    current = stored.strength if stored is not None else Decimal(0)
    if seen is not None and seen != current:
        message = _(
            "Cette influence a changé entre-temps. Rien n’a été enregistré : rouvrez-la, puis recommencez."
        )
        subject = Subject("deal", deal.pk, "influence_map")
        raise Conflict(message, field="seen", current=current, subject=subject)
