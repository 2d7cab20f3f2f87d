"""Ties a tender to the deal that answers it: a new one, one that there is, or none."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.tenders.alarms import tie_alarms
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.actions.tenders.save import checked_deal
from negoce.negotiation.actions.tenders.store import write_tender
from negoce.negotiation.models import Deal, Tender


def open_deal(actor: Actor, tender: Tender) -> Deal:
    """Make the deal of a tender: same buyer, subject, amount and person, concluded on the day of offers.

    Raises NotAllowed, Refused when a deal answers it already, Conflict.
    """
    require(actor, Permission.CREATE)
    require(actor, Permission.EDIT)
    with transaction.atomic():
        # The tender, then its deal: whoever tells its result holds them in that order too.
        alone_with(Tender.objects.filter(pk=tender.pk))
        row = visible_tender(actor, tender.pk)
        if row.deal_id is not None:
            raise Refused(_("Une affaire répond déjà à cet appel d’offres."))
        owner = row.owner if row.owner is not None and row.owner.is_active else None
        values = {"name": row.name, "amount": row.amount, "close_on": row.offers_until, "owner": owner}
        deal = create_deal(actor, company=row.company, values=values)
        write_tender(actor, row, {"deal_id": deal.pk})
        row.deal = deal
        tie_alarms(actor, row)
    return deal


def link_deal(actor: Actor, tender: Tender, deal: Deal | None) -> Tender:
    """Say which deal answers a tender, or that none does.

    Raises NotAllowed, Refused for a deal of another company or that answers another tender, Conflict.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        # The tender, then its deal: whoever tells its result holds them in that order too.
        alone_with(Tender.objects.filter(pk=tender.pk))
        row = visible_tender(actor, tender.pk)
        if deal is not None and deal.pk == row.deal_id:
            return row
        home = checked_deal(actor, deal, row.company_id) if deal is not None else None
        write_tender(actor, row, {"deal_id": home.pk if home is not None else None})
        row.deal = home
        tie_alarms(actor, row)
    return row
