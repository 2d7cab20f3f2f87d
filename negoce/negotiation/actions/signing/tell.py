"""Notes what decides on the buyer's right of withdrawal."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.models import Deal, DealSigning

ASKED = ("off_premises", "outside_activity", "is_service", "information_given")


def tell_signing(
    actor: Actor, deal: Deal, *, told: Mapping[str, bool | None], revision: int = 0
) -> DealSigning:
    """Keep the answers by name, None for what is not known; `revision` is what the person saw, 0 for nothing yet.

    Raises NotAllowed, and Conflict when somebody else answered since.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        alone_with(Deal.objects.filter(pk=row.pk))
        kept = DealSigning.objects.filter(deal=row).first() or DealSigning(deal=row)
        if kept.revision != revision:
            raise Conflict(
                _(
                    "Quelqu’un d’autre a répondu entre-temps. Rien n’a été enregistré : "
                    "vérifiez ce qui suit, puis recommencez."
                ),
                field="revision",
                current=kept.revision,
                subject=Subject("deal", row.pk),
            )
        changed = {
            name: (getattr(kept, name), told.get(name))
            for name in ASKED
            if getattr(kept, name) != told.get(name)
        }
        if not changed:
            return kept
        for name, (_before, after) in changed.items():
            setattr(kept, name, after)
        kept.told_by_id, kept.revision = actor.user_id, revision + 1
        kept.save()
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, changed))
    return kept
