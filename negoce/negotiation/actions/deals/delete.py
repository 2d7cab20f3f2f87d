"""Puts a deal in the bin, and takes it out again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.deals.store import write_deal
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import deleted_deals


def delete_deal(actor: Actor, deal: Deal) -> Deal:
    """Hide a deal until it is restored; its quotes stay. Raises NotAllowed."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        write_deal(actor, row, {"deleted_at": timezone.now()}, verb="deleted")
    return row


def restore_deal(actor: Actor, deal: Deal) -> Deal:
    """Bring a deleted deal back as it was. Raises NotAllowed."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = deleted_deals(actor).filter(pk=deal.pk).first()
        if row is None:
            raise NotAllowed(
                _("Cette affaire n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        write_deal(actor, row, {"deleted_at": None}, verb="restored")
    return row
