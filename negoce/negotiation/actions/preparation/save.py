"""Notes the approach of the next meeting of a deal, and the questions to ask."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.deals.noted import held_note, write_note
from negoce.negotiation.models import Deal, DealPreparation
from negoce.negotiation.rules.preparation_values import TEXTS, clean_preparation
from negoce.negotiation.words.deal import say


def save_preparation(
    actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int = 0, guard_reason: str = ""
) -> DealPreparation:
    """Store both texts; `revision` is the one that the person looked at, 0 for nothing written yet.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    message = _(
        "Quelqu’un a préparé cet entretien entre-temps. Rien n’a été enregistré : fermez, relisez ce qui est"
        " écrit, puis recommencez."
    )
    with transaction.atomic():
        noted = held_note(
            actor, deal, DealPreparation, kind="preparation", revision=revision, changed=message
        )
        cleaned = clean_preparation(given)
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        return write_note(actor, noted, cleaned.values, texts=TEXTS, guard_reason=guard_reason)
