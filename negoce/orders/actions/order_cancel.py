"""Cancels an order of which nothing left."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_checks import (
    held_order,
    reason_of,
    refuse_cancelled,
    tell,
)
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.enums import OrderState
from negoce.orders.models import Order, OrderLineTerms, OrderTerms


def cancel_order(actor: Actor, order: Order, *, reason: str, revision: int | None = None) -> OrderTerms:
    """Cancel an order of which nothing was delivered or invoiced; figures leave it out from then on.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        refuse_cancelled(terms)
        if terms.invoiced_net or OrderLineTerms.objects.filter(order=terms).exclude(invoiced=0).exists():
            raise Refused(_("Cette commande est facturée : elle s’annule par un avoir. Rien n’a été changé."))
        if OrderLineTerms.objects.filter(order=terms).exclude(delivered=0).exists():
            raise Refused(
                _("Une partie est déjà livrée : notez un retour, ou soldez le reste. Rien n’a été changé.")
            )
        before, now = terms.state, timezone.now()
        terms.state, terms.closing_reason = OrderState.CANCELLED.value, why
        terms.save(update_fields=["state", "closing_reason", "updated_at"])
        Order.objects.filter(pk=terms.pk).update(cancelled_at=now, updated_at=now)
        terms.order.cancelled_at = now
        refresh_sales([terms.order.company_id])
        tell(actor, terms.order, "cancelled", {"state": (before, terms.state), "closing_reason": ("", why)})
    return terms
