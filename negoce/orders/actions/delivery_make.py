"""Records what left, or what was performed; the state of the order follows."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.orders.actions.delivery_writing import (
    progress_of,
    refuse_lines,
    settle_order,
    store_delivery,
)
from negoce.orders.actions.order_checks import (
    held_order,
    is_open,
)
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, Order
from negoce.orders.rules.order_progress import (
    delivery_findings,
    rest_of,
)
from negoce.orders.rules.shipment import Shipment


def deliver_order(actor: Actor, order: Order, *, shipment: Shipment, revision: int | None = None) -> Delivery:
    """Record a delivery of some or all that is left. Raises NotAllowed, Conflict, and Refused by line."""
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        if terms.state == OrderState.CANCELLED.value:
            raise Refused(_("Cette commande est annulée : rien ne se livre plus."))
        if not is_open(terms) and not shipment.allow_over:
            raise Refused(_("Il ne reste rien à livrer de cette commande."))
        lines = progress_of(terms)
        quantities = rest_of(lines) if shipment.quantities is None else shipment.quantities
        if not quantities:
            raise refuse_field("quantities", _("Indiquez au moins une quantité à livrer."))
        refuse_lines(delivery_findings(lines, quantities, allow_over=shipment.allow_over))
        delivery = store_delivery(terms, shipment, quantities)
        settle_order(actor, terms, delivery, "delivered")
    return delivery
