"""Notes that an argument was told in a deal, and whether it worked (N7)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.models import Argument, ArgumentUse, Deal


def note_use(actor: Actor, deal: Deal, argument: Argument, *, worked: bool | None) -> None:
    """Keep whether it worked, the last word counting; None takes the note back. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = ArgumentUse.objects.filter(deal=row, argument=argument).first()
        before = stored.worked if stored is not None else None
        if before == worked:
            return
        if worked is None:
            ArgumentUse.objects.filter(deal=row, argument=argument).delete()
        else:
            ArgumentUse.objects.update_or_create(
                deal=row,
                argument=argument,
                defaults={"worked": worked, "used_on": timezone.localdate(), "author_id": actor.user_id},
            )
        told = {"argument": (_told(argument, before), _told(argument, worked))}
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))


def _told(argument: Argument, worked: bool | None) -> str | None:
    if worked is None:
        return None
    return f"{argument.characteristic} ({'+' if worked else '−'})"
