"""Closes an invoice that stays open for a few cents or euros: a rounding, charges that a foreign bank withheld.

A settlement of its own kind, neither money nor a credit note: the invoice and its VAT stay as they were issued.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.payments.account import take
from negoce.billing.actions.payments.settle import undo_settlement
from negoce.billing.models import Receivable, Settlement
from negoce.billing.payment_words import say_payment
from negoce.billing.queries.payments.difference import difference_fault
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field


def write_off(actor: Actor, receivable: Receivable, *, reason: str) -> Settlement:
    """Settle what is left of an invoice as a difference of its payment, with the reason.

    The invoice counts as settled on the day of its last payment: the customer paid then. Raises NotAllowed; Refused
    for more than the ceiling, what nobody began to pay, a credit note, or no reason. `undo_settlement` takes it back.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    words = " ".join(reason.replace("\0", "").split())[:200]
    if not words:
        raise refuse_field("reason", say_payment(Finding("difference.no_reason")))
    today = timezone.localdate()
    with transaction.atomic():
        row = visible_receivables(actor).filter(pk=receivable.pk).first()
        if row is None:
            raise NotAllowed(
                _("Ce document n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        if (fault := difference_fault(row, today)) is not None:
            raise Refused(say_payment(fault))
        left = row.amount - row.settled
        last = Settlement.objects.filter(receivable=row, difference="").order_by("-settled_on").first()
        closed = take(row.pk, left, last.settled_on if last else today, written_off=left)
        if closed.is_open:
            # Money went back at this very moment: more is left than what was judged.
            raise Refused(_("Ce compte vient de changer : relisez-le. Rien n’a été enregistré."))
        made = Settlement.objects.create(receivable=closed, difference=words, amount=left, settled_on=today)
        told: dict[str, tuple[object, object]] = {"written_off": (None, left), "reason": (None, words)}
        record(
            actor,
            Entry(
                "written_off", "receivable", row.pk, row.reference, company_key=row.company_id, changes=told
            ),
        )
    return made


def take_back_difference(actor: Actor, receivable: Receivable) -> None:
    """Owe again all that was written off of an invoice; nothing happens where nothing was. Raises NotAllowed."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        for each in Settlement.objects.filter(receivable=receivable).exclude(difference="").order_by("pk"):
            undo_settlement(actor, each)
