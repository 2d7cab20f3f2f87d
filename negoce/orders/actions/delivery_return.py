"""Records what came back from the customer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.orders.actions.delivery_writing import (
    progress_of,
    refuse_lines,
    settle_order,
    store_delivery,
)
from negoce.orders.actions.order_checks import (
    held_order,
)
from negoce.orders.enums import OrderState, ReturnReason
from negoce.orders.models import Delivery, Order
from negoce.orders.rules.order_progress import (
    return_findings,
)
from negoce.orders.rules.shipment import Shipment
from negoce.orders.words import RETURN_REASONS


def take_back(
    actor: Actor,
    order: Order,
    *,
    quantities: Mapping[int, Decimal],
    reason: str,
    note: str = "",
    on: object = None,
    replace: bool = True,
    revision: int | None = None,
) -> Delivery:
    """Record what the customer sent back, in positive quantities, with its reason.

    What came back is to be delivered again; not when `replace` is off and nothing else was left: then the order is
    closed. Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.MANAGE_ORDERS)
    if reason not in {each.value for each in ReturnReason}:
        raise refuse_field("reason", _("Choisissez pourquoi la marchandise revient."))
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        if not quantities:
            raise refuse_field("quantities", _("Indiquez au moins une quantité qui revient."))
        refuse_lines(return_findings(progress_of(terms), quantities))
        back = {key: -quantity for key, quantity in quantities.items()}
        shipment = Shipment(back, shipped_on=on, delivered_on=on or timezone.localdate(), note=note)
        delivery = store_delivery(terms, shipment, back, return_reason=reason)
        before = terms.state
        if not replace and terms.state == OrderState.DELIVERED.value:
            terms.state, terms.closing_reason = OrderState.CLOSED.value, str(RETURN_REASONS[reason])
            terms.save(update_fields=["closing_reason"])
        settle_order(actor, terms, delivery, "returned", before=before)
    return delivery
