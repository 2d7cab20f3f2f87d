"""Accounts of customers straight in the database: invoices of the past and what is owed of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from negoce.billing.models import ExternalDocument, Receivable
from negoce.companies.models import Company

_numbers = count(1)


def make_receivable(
    company: Company, amount: str = "120.00", *, due_on: date | None = None, **fields: object
) -> Receivable:
    """An open invoice of the past, issued 30 days before it is due; below zero for a credit note."""
    number = next(_numbers)
    total = Decimal(amount)
    due = due_on or date(2026, 11, 30)
    reference = str(fields.pop("reference", f"H2026-{number:05d}"))
    kind = "invoice" if total > 0 else "credit_note"
    external = ExternalDocument.objects.create(
        company=company,
        kind=kind,
        reference=reference,
        issued_on=due - timedelta(days=30),
        due_on=due,
        net=total,
        vat=0,
        incl_vat=total,
    )
    return Receivable.objects.create(
        company=company,
        external=external,
        kind=kind,
        reference=reference,
        issued_on=external.issued_on,
        due_on=due,
        amount=total,
        **fields,
    )
