"""Says which sales aids to bring to a deal (N9)."""

from __future__ import annotations

from django.db import transaction

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.models import Deal, DealAid, SalesAid


def bring_aid(actor: Actor, deal: Deal, aid: SalesAid, *, brought: bool) -> None:
    """Put an aid on what to bring, or take it off. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        if brought:
            changed = DealAid.objects.get_or_create(deal=home, aid=aid)[1]
        else:
            changed = bool(DealAid.objects.filter(deal=home, aid=aid).delete()[0])
        if changed:
            told = {"aid": (None, aid.name) if brought else (aid.name, None)}
            record(actor, Entry("changed", "deal", home.pk, home.name, home.company_id, told))
