"""Gives up what is left of an order."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_checks import (
    held_order,
    is_open,
    reason_of,
    tell,
)
from negoce.orders.enums import OrderState
from negoce.orders.models import Order, OrderTerms


def close_rest(actor: Actor, order: Order, *, reason: str, revision: int | None = None) -> OrderTerms:
    """Give up what is left to deliver: the order leaves the backlog. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        if not is_open(terms):
            raise Refused(_("Il ne reste rien à livrer de cette commande."))
        if terms.state == OrderState.OPEN.value:
            raise Refused(_("Rien n’a encore été livré : annulez plutôt la commande."))
        before = terms.state
        terms.state, terms.closing_reason = OrderState.CLOSED.value, why
        terms.save(update_fields=["state", "closing_reason", "updated_at"])
        tell(actor, terms.order, "changed", {"state": (before, terms.state), "closing_reason": ("", why)})
    return terms
