"""Puts back the invoices and payments of one batch of an import."""

from __future__ import annotations

from negoce.billing.actions.payments.settle import give_back
from negoce.billing.models import ExternalDocument, Payment, Receivable, Settlement
from negoce.companies.actions.imports.restore import UndoBatch, rows_of


def undo_payments(batch: UndoBatch) -> None:
    """Remove the payments that the batch made; what they settled is owed again. One cancelled since stays."""
    rows = rows_of(batch, Payment)
    for key in batch.created:
        payment = rows.get(key)
        if payment is None:
            batch.undone.add(key)
            continue
        if payment.cancelled_at is not None:
            batch.keep(key, fields=("cancelled_at",))
            continue
        for settlement in Settlement.objects.filter(payment_id=key).order_by("pk"):
            give_back(settlement)
        payment.delete()
        batch.undone.add(key)


def undo_invoices(batch: UndoBatch) -> None:
    """Remove the invoices that the batch made, unless something settles or reminds them since.

    Images go back last first: the payments that the batch wrote beside its invoices are gone by now.
    """
    rows = rows_of(batch, ExternalDocument)
    for key in batch.created:
        document = rows.get(key)
        if document is None:
            batch.undone.add(key)
            continue
        receivable = Receivable.objects.filter(external_id=key).first()
        if receivable is not None:
            settled = Settlement.objects.filter(receivable=receivable)
            if settled.exists() or receivable.used_as_credit.exists():
                batch.keep(key, links=("billing.settlement",))
                continue
            if receivable.reminders.exists():
                batch.keep(key, links=("billing.reminder",))
                continue
            receivable.delete()
        document.delete()
        batch.undone.add(key)
