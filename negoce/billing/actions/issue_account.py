"""Puts an issued document on the account of its customer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.billing.actions.payments.account import take
from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument, Receivable, Settlement

ZERO = Decimal(0)


def open_receivable(document: FiscalDocument) -> Receivable:
    """Write the line of the account: what is due after deposits, below zero for a credit note.

    A credit note settles at once what is open of the invoice that it corrects; the rest waits for another one.
    """
    day = document.issued_on
    if day is None:
        raise ValueError("a draft is on no account")
    is_credit = document.kind == DocumentKind.CREDIT_NOTE.value
    due = document.incl_vat - document.prepaid
    amount = -due if is_credit else due
    receivable = Receivable.objects.create(
        company_id=document.company_id,
        owner_id=document.owner_id,
        document=document,
        kind=document.kind,
        reference=document.number,
        issued_on=day,
        due_on=document.due_on,
        currency=document.currency,
        amount=amount,
        is_open=bool(amount),
        settled_on=None if amount else day,
    )
    if is_credit and document.corrected_id is not None:
        _settle_corrected(receivable, document.corrected_id, day)
    return receivable


def _settle_corrected(credit: Receivable, corrected_id: int, day: date) -> None:
    invoice = Receivable.objects.filter(document_id=corrected_id, is_open=True).first()
    if invoice is None or credit.amount >= 0:
        return
    taken = min(invoice.amount - invoice.settled, -credit.amount)
    if taken <= 0:
        return
    Settlement.objects.create(receivable=invoice, credit=credit, amount=taken, settled_on=day)
    take(invoice.pk, taken, day)
    take(credit.pk, -taken, day)
