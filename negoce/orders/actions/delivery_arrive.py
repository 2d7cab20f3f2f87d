"""Notes that a delivery arrived."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.orders.actions.delivery_writing import (
    write_state,
)
from negoce.orders.actions.order_checks import (
    held_order,
    past_day,
    tell,
)
from negoce.orders.models import Delivery


def arrive(actor: Actor, delivery: Delivery, *, on: object, revision: int | None = None) -> Delivery:
    """Note the day on which a delivery arrived. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = held_order(actor, delivery.order_id, revision=revision)
        row = Delivery.objects.get(pk=delivery.pk)
        if row.cancelled_at is not None:
            raise Refused(_("Cette livraison est annulée."))
        day = past_day(on, "delivered_on")
        if day is None:
            raise refuse_field("delivered_on", _("Quel jour est-elle arrivée ?"))
        if row.shipped_on is not None and day < row.shipped_on:
            raise refuse_field("delivered_on", _("Elle ne peut pas arriver avant d’être partie."))
        before = row.delivered_on
        row.delivered_on, row.revision = day, row.revision + 1
        row.save(update_fields=["delivered_on", "revision"])
        write_state(terms)
        tell(actor, terms.order, "changed", {"delivered_on": (before, f"{row.number} : {day.isoformat()}")})
    return row
