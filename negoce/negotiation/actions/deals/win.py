"""A deal is won by what its customer accepted: at once when nothing else is offered, else when somebody says so."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.deals.store import write_deal
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, Quote
from negoce.negotiation.rules.deal_won import Offered, Won, won_by


def win_by_acceptance(actor: Actor, quote: Quote, day: date) -> bool:
    """Close as won the deal of a quote that was just accepted; returns whether it is.

    Inside the caller's transaction. A deal that is closed or in the bin is left alone, and so is one with another
    quote that waits for an answer: its page then proposes it.
    """
    if quote.deal_id is None:
        return False
    # Two acceptances of one deal, one after the other: the second sees the first.
    under_way = Deal.objects.filter(state=DealState.OPEN.value, deleted_at__isnull=True)
    deal = alone_with(under_way.filter(pk=quote.deal_id))
    if deal is None:
        return False
    won = won_on_quotes(deal)
    if won is None or won.others_open:
        return False
    _close(actor, deal, won, day)
    return True


def win_deal(actor: Actor, deal: Deal) -> Deal:
    """Close as won, today, a deal with an accepted quote, whatever else is offered; worth what was accepted.

    Raises NotAllowed, Refused for a deal that is closed or of which no quote is accepted.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        won = won_on_quotes(row)
        if row.state != DealState.OPEN or won is None:
            raise Refused(_("Cette affaire est close ou n’a plus de devis accepté. Rien n’a été changé."))
        _close(actor, row, won, timezone.localdate())
    return row


def won_on_quotes(deal: Deal) -> Won | None:
    """What all the quotes of a deal say of it, not only those that its page shows; one query."""
    quotes = Quote.objects.filter(deal=deal, deleted_at__isnull=True).order_by("pk")
    return won_by([Offered(state, net) for state, net in quotes.values_list("state", "net")])


def _close(actor: Actor, deal: Deal, won: Won, day: date) -> None:
    values = {"state": DealState.WON.value, "amount": won.amount, "closed_on": day}
    write_deal(actor, deal, values, verb=DealState.WON.value)
