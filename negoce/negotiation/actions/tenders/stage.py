"""Moves a tender from one step to another, while no result is known."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.checks import changed_meanwhile, visible_tender
from negoce.negotiation.actions.tenders.store import write_tender
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import STEPS


def change_stage(actor: Actor, tender: Tender, *, stage: str, seen: str | None = None) -> Tender:
    """Put a tender at a step; `seen` is the one that the person saw it at.

    Raises NotAllowed, Refused for an unknown step or once the result is known, Conflict when somebody moved it.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_tender(actor, tender.pk)
        if stage not in STEPS:
            raise Refused(_("Cette étape n’existe pas. Rien n’a été changé."))
        if row.stage not in STEPS:
            raise Refused(_("Le résultat est connu : corrigez-le plutôt que l’étape."))
        if seen is not None and row.stage not in (seen, stage):
            raise changed_meanwhile(row, row.revision)
        write_tender(actor, row, {"stage": stage})
    return row
