"""Cancels an order that nothing was billed of: neither goods nor a deposit."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_cancel import cancel_order
from negoce.orders.models import Order, OrderTerms
from negoce.ui.words.say import reader_language

_ISSUED = DocumentState.ISSUED.value


def cancel_unbilled_order(
    actor: Actor, order: Order, *, reason: str, revision: int | None = None
) -> OrderTerms:
    """Cancel an order as `cancel_order` does, unless a deposit of it was issued and not wholly credited.

    Raises NotAllowed, Conflict; Refused with the deposit to credit first.
    """
    with transaction.atomic():
        # First, for it holds the order: no deposit is issued beside us.
        terms = cancel_order(actor, order, reason=reason, revision=revision)
        deposit = _standing_deposit(order)
        if deposit is not None:
            raise Refused(
                _(
                    "La facture d’acompte %(number)s de %(amount)s n’est pas entièrement créditée : faites d’abord "
                    "son avoir, puis annulez la commande. Rien n’a été changé."
                )
                % {
                    "number": deposit.number,
                    "amount": format_money(deposit.incl_vat, reader_language(), deposit.currency),
                }
            )
    return terms


def _standing_deposit(order: Order) -> FiscalDocument | None:
    """The first deposit that was asked for this order and not given back."""
    deposits = FiscalDocument.objects.filter(
        order_id=order.pk, kind=DocumentKind.DEPOSIT.value, state=_ISSUED
    ).order_by("issued_on", "pk")
    for each in deposits:
        notes = FiscalDocument.objects.filter(corrected_id=each.pk, state=_ISSUED)
        if sum(notes.values_list("incl_vat", flat=True), Decimal(0)) < each.incl_vat:
            return each
    return None
