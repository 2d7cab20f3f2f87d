"""Cancels a payment: a transfer rejected, a cheque that bounced, an entry made by mistake."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.payments.settle import drop_differences, give_back
from negoce.billing.enums import BankLineState
from negoce.billing.models import BankLine, Payment, Settlement
from negoce.billing.queries.payments.visible import visible_payments
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def cancel_payment(actor: Actor, payment: Payment, *, reason: str) -> None:
    """Take back all that a payment settled and keep it as cancelled, with the reason. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    words = " ".join(reason.split())[:200]
    if not words:
        message = _("Dites pourquoi ce règlement est annulé : rejet, impayé, erreur de saisie…")
        raise Refused(message, fields={"reason": [message]})
    with transaction.atomic():
        row = visible_payments(actor).filter(pk=payment.pk).first()
        # Written first: what others would settle with it at this moment waits, then finds it cancelled.
        standing = Payment.objects.filter(pk=payment.pk, cancelled_at__isnull=True)
        if row is None or not standing.update(revision=F("revision") + 1):
            raise NotAllowed(_("Ce règlement est déjà annulé, ou n’est pas visible pour vous."))
        settled = list(Settlement.objects.filter(payment=row).order_by("pk"))
        for settlement in settled:
            give_back(settlement)
        drop_differences(actor, [settlement.receivable_id for settlement in settled])
        Payment.objects.filter(pk=row.pk).update(cancelled_at=timezone.now(), bank_line=None)
        if row.bank_line_id is not None:
            BankLine.objects.filter(pk=row.bank_line_id).update(state=BankLineState.WAITING.value)
        told: dict[str, tuple[object, object]] = {"reason": (None, words)}
        record(
            actor,
            Entry("cancelled", "payment", row.pk, row.reference, company_key=row.company_id, changes=told),
        )
