"""A new date for an order, with its reason; and that the customer was told of it, before they call."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require, require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.orders.actions.order_checks import (
    day_of,
    held_order,
    is_open,
    reason_of,
    tell,
)
from negoce.orders.enums import NoticeWay
from negoce.orders.models import Order, PromiseChange

LONGEST = timedelta(days=5 * 366)


def change_promise(
    actor: Actor, order: Order, *, promised_on: object, reason: str, revision: int | None = None
) -> PromiseChange:
    """Promise another day; the day before it and the reason are kept. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        if not is_open(terms):
            raise Refused(_("Il ne reste rien à livrer de cette commande : sa date ne change plus."))
        day = day_of(promised_on, "promised_on")
        if day is None:
            raise refuse_field("promised_on", _("Pour quel jour la promettez-vous ?"))
        if day == terms.promised_on:
            raise refuse_field("promised_on", _("C’est déjà la date promise."))
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise refuse_field("promised_on", _("Promettez un jour à venir, dans les cinq ans."))
        change = PromiseChange.objects.create(
            order=terms, before=terms.promised_on, after=day, reason=why, changed_by_id=actor.user_id
        )
        terms.promised_on = day
        terms.save(update_fields=["promised_on", "updated_at"])
        tell(actor, terms.order, "changed", {"promised_on": (change.before, day), "reason": ("", why)})
    return change


def note_told(actor: Actor, change: PromiseChange, *, how: NoticeWay, message: str = "") -> PromiseChange:
    """Keep that the customer was told of a new date: by telephone, or by the message of this public id.

    The first time stands: told twice is told. Raises NotAllowed.
    """
    require_any(actor, Permission.EDIT, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = held_order(actor, change.order_id)
        row = PromiseChange.objects.get(pk=change.pk)
        if row.told_at is not None:
            return row
        row.told_at, row.told_how = timezone.now(), how.value
        row.told_by_id, row.message = actor.user_id, message
        row.save(update_fields=["told_at", "told_how", "told_by", "message"])
        tell(actor, terms.order, "changed", {"told": (None, f"{row.after.isoformat()} · {how.value}")})
    return row
