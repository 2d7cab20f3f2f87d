"""Writes batches of rows as invoices of the past and as payments; what is there already is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.billing.actions.payments.settle import write_shares
from negoce.billing.enums import PaymentMethod, PaymentSource
from negoce.billing.models import ExternalDocument, Payment, Receivable
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.company_finder import Found, asked_of, finder_of
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.identity.enums import Permission
from negoce.kit.explain import Finding

_DOCUMENT = (
    "kind", "reference", "order_reference", "issued_on", "due_on", "currency", "net", "vat", "incl_vat",
)  # fmt: skip
_PAYMENT = ("received_on", "amount", "method", "reference", "currency")


def write_invoices(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order.

    A number that its customer has already is the same document: it is left as it is, and a difference is said.
    """
    if refused := _not_allowed(batch, rows):
        return refused
    placed, outcomes = _companies(batch, rows)
    references = {str(row.values["reference"]) for row in rows if row.number in placed}
    known = {
        (each.company_id, each.reference): each
        for each in ExternalDocument.objects.filter(reference__in=sorted(references)).order_by("pk")
    }
    for row in rows:
        company = placed.get(row.number)
        if company is None:
            continue
        same = known.get((company.pk, str(row.values["reference"])))
        if same is not None:
            outcomes[row.number] = _left(row, same)
            continue
        document = _document(batch, row, company)
        known[document.company_id, document.reference] = document
        outcomes[row.number] = RowOutcome(row.number, Result.CREATED, row.findings)
    return [outcomes[row.number] for row in rows]


def write_payments(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """The same for payments; one that names an invoice settles what is left of it, up to its amount."""
    if refused := _not_allowed(batch, rows):
        return refused
    placed, outcomes = _companies(batch, rows)
    known = _known_payments(batch, [row for row in rows if row.number in placed], placed)
    invoices = _open_invoices(rows, placed)
    for row in rows:
        company = placed.get(row.number)
        if company is None:
            continue
        same = _same_payment(company.pk, row.values)
        if known.get(same, 0):
            known[same] -= 1
            outcomes[row.number] = RowOutcome(row.number, Result.UNCHANGED, row.findings)
            continue
        finding = _payment(batch, row, company, invoices)
        found = (*row.findings, finding) if finding else row.findings
        outcomes[row.number] = RowOutcome(row.number, Result.CREATED, found)
    return [outcomes[row.number] for row in rows]


def _not_allowed(batch: ImportBatch, rows: Sequence[ReadRow]) -> list[RowOutcome]:
    if batch.actor.may(Permission.MANAGE_PAYMENTS):
        return []
    problem = RowFinding("", Finding("row.not_allowed", "error"))
    return [RowOutcome(row.number, Result.REFUSED, (*row.findings, problem)) for row in rows]


def _companies(batch: ImportBatch, rows: Sequence[ReadRow]) -> tuple[dict[int, Found], dict[int, RowOutcome]]:
    """The customer of each row that has one, and the end of the others."""
    asked = {
        row.number: asked_of(row.values["customer_key"], _mapping(row.values["customer"]))
        for row in rows
        if not row.refused
    }
    found = finder_of(batch).find(asked.values())
    placed: dict[int, Found] = {}
    outcomes: dict[int, RowOutcome] = {}
    for row in rows:
        company = found.get(asked[row.number]) if row.number in asked else None
        if isinstance(company, Found):
            placed[row.number] = company
            continue
        told: tuple[RowFinding, ...] = ()
        if not row.refused:
            missing = Finding("order.no_customer", "error", {"text": ""})
            told = (RowFinding("customer_name", company if isinstance(company, Finding) else missing),)
        outcomes[row.number] = RowOutcome(row.number, Result.REFUSED, (*row.findings, *told))
    return placed, outcomes


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _left(row: ReadRow, same: ExternalDocument) -> RowOutcome:
    told = {"incl_vat": same.incl_vat, "issued_on": same.issued_on}
    if all(row.values[name] == value for name, value in told.items()):
        return RowOutcome(row.number, Result.UNCHANGED, row.findings)
    finding = RowFinding("reference", Finding("account.exists", "warning", {"total": same.incl_vat}))
    return RowOutcome(row.number, Result.SKIPPED, (*row.findings, finding))


def _document(batch: ImportBatch, row: ReadRow, company: Found) -> ExternalDocument:
    document = ExternalDocument.objects.create(
        company_id=company.pk, **{name: row.values[name] for name in _DOCUMENT}
    )
    receivable = Receivable.objects.create(
        company_id=company.pk,
        owner_id=company.owner_id,
        external=document,
        kind=document.kind,
        reference=document.reference,
        issued_on=document.issued_on,
        due_on=document.due_on,
        currency=document.currency,
        amount=document.incl_vat,
    )
    batch.remember("external_document", document.pk, None, batch.moment)
    paid, day = row.values["paid"], row.values["paid_on"]
    if isinstance(paid, Decimal) and paid and isinstance(day, date):
        values: dict[str, Any] = {
            "received_on": day,
            "amount": paid,
            "method": PaymentMethod.OTHER.value,
            "reference": document.reference,
            "currency": document.currency,
        }
        _settled(batch, company, values, {receivable.pk: paid})
    return document


def _settled(
    batch: ImportBatch, company: Found, values: Mapping[str, Any], shares: Mapping[int, Decimal]
) -> Payment:
    payment = Payment.objects.create(
        company_id=company.pk,
        source=PaymentSource.IMPORTED.value,
        recorded_by_id=batch.actor.user_id,
        **values,
    )
    write_shares(payment, shares)
    batch.remember("payment", payment.pk, None, batch.moment)
    return payment


def _payment(
    batch: ImportBatch, row: ReadRow, company: Found, invoices: dict[tuple[int, str], Receivable]
) -> RowFinding | None:
    values = {name: row.values[name] for name in _PAYMENT}
    amount, wanted = row.values["amount"], str(row.values["invoice_reference"])
    invoice = invoices.get((company.pk, wanted))
    shares: dict[int, Decimal] = {}
    if invoice is not None and isinstance(amount, Decimal):
        left = invoice.amount - invoice.settled
        share = min(amount, left) if amount > 0 else max(amount, left)
        if share and (share > 0) == (invoice.amount > 0) and invoice.currency == row.values["currency"]:
            shares[invoice.pk] = share
            invoice.settled += share
    _settled(batch, company, values, shares)
    if wanted and not shares:
        return RowFinding(
            "invoice_reference", Finding("account.nothing_to_settle", "warning", {"text": wanted})
        )
    return None


_Same = tuple[int, object, object, object]


def _same_payment(company_id: int, values: Mapping[str, object]) -> _Same:
    return (company_id, values["received_on"], values["amount"], values["reference"])


def _known_payments(
    batch: ImportBatch, rows: Sequence[ReadRow], placed: Mapping[int, Found]
) -> dict[_Same, int]:
    """How many payments of the same customer, day, amount and reference are stored since before this import."""
    stored = Payment.objects.filter(
        company_id__in=sorted({each.pk for each in placed.values()}),
        received_on__in=sorted({row.values["received_on"] for row in rows if row.values["received_on"]}),
        cancelled_at__isnull=True,
        created_at__lt=batch.run.created_at,
    )
    found: dict[_Same, int] = {}
    names = ("company_id", "received_on", "amount", "reference")
    for company, day, amount, reference in stored.order_by("pk").values_list(*names):
        same = (company, day, amount, reference)
        found[same] = found.get(same, 0) + 1
    return found


def _open_invoices(rows: Sequence[ReadRow], placed: Mapping[int, Found]) -> dict[tuple[int, str], Receivable]:
    wanted = {
        str(row.values["invoice_reference"])
        for row in rows
        if row.number in placed and row.values["invoice_reference"]
    }
    found = Receivable.objects.filter(reference__in=sorted(wanted), is_open=True).order_by("-pk")
    return {(each.company_id, each.reference): each for each in found}
