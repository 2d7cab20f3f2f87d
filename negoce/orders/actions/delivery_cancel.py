"""Takes back a delivery that was recorded by mistake."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.delivery_writing import (
    progress_of,
    write_quantities,
    write_state,
)
from negoce.orders.actions.order_checks import (
    held_order,
    reason_of,
    tell,
)
from negoce.orders.models import Delivery, DeliveryLine


def cancel_delivery(
    actor: Actor, delivery: Delivery, *, reason: str, revision: int | None = None
) -> Delivery:
    """Take back a delivery that was recorded by mistake: its quantities are to be delivered again.

    Raises NotAllowed, Conflict; Refused once it is invoiced, or when a return has its goods.
    """
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = held_order(actor, delivery.order_id, revision=revision)
        row = Delivery.objects.get(pk=delivery.pk)
        if row.cancelled_at is not None:
            raise Refused(_("Cette livraison est déjà annulée."))
        if DeliveryLine.objects.filter(delivery=row).exclude(invoiced=0).exists():
            raise Refused(_("Cette livraison est facturée : notez plutôt un retour."))
        row.cancelled_at, row.cancel_reason, row.revision = timezone.now(), why, row.revision + 1
        row.save(update_fields=["cancelled_at", "cancel_reason", "revision"])
        write_quantities(terms)
        if any(line.delivered * line.ordered < 0 for line in progress_of(terms)):
            raise Refused(_("Une partie de cette livraison est déjà revenue : annulez d’abord le retour."))
        write_state(terms)
        tell(actor, terms.order, "changed", {"deliveries": (row.number, None), "reason": ("", why)})
    return row
