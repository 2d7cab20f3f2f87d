"""All that is fixed when a document is issued, as plain JSON values: the PDF and the XML are made of nothing else.

Contacts are not named in it: what is locked for ten years holds no personal data that a person may have erased.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from negoce.billing.enums import DocumentKind
from negoce.billing.models import DepositUse, FiscalDocument, FiscalLine, SettledInvoice
from negoce.billing.rules.electronic_codes import Operation, VatDue
from negoce.billing.rules.supply import is_service
from negoce.catalogue.documents.seller_identity import seller_identity, snapshot
from negoce.catalogue.enums import LineKind
from negoce.catalogue.term_words import early_words, early_words_of_day
from negoce.companies.enums import AddressKind, BuyerType
from negoce.companies.models import Address, Company
from negoce.kit.money import round_money
from negoce.orders.models import OrderLineTerms
from negoce.parameters.models import Seller

Content = dict[str, Any]
VERSION = 1


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows that a document is made of, read once."""

    document: FiscalDocument
    lines: Sequence[FiscalLine]
    deposits: Sequence[DepositUse]
    addresses: Sequence[Address]
    seller: Seller
    settled: Sequence[SettledInvoice] = ()
    # What the order of a deposit sells: its one line is only a sum.
    ordered: Sequence[OrderLineTerms] = ()


def sources_of(document: FiscalDocument, seller: Seller) -> Sources:
    """Read what a document needs, in five queries whatever its length; the document is read again."""
    fresh = FiscalDocument.objects.select_related(
        "company", "billing_address", "delivery_address", "order", "corrected"
    ).get(pk=document.pk)
    lines = fresh.lines.select_related(
        "product", "delivery_line__delivery", "order_line__order__order"
    ).order_by("position", "id")
    deposits = fresh.deposits_used.select_related("deposit").order_by("deposit__issued_on", "deposit_id")
    addresses = Address.objects.filter(company=fresh.company_id).order_by("id")
    # Only a credit note that corrects no invoice by itself refers to those of a period.
    is_settlement = fresh.kind == DocumentKind.CREDIT_NOTE.value and fresh.corrected_id is None
    settled = fresh.settles.order_by("issued_on", "id") if is_settlement else ()
    ordered = OrderLineTerms.objects.filter(order__order=fresh.order_id).select_related("product")
    is_deposit = fresh.kind == DocumentKind.DEPOSIT.value
    return Sources(
        fresh,
        list(lines),
        list(deposits),
        list(addresses),
        seller,
        list(settled),
        list(ordered) if is_deposit else (),
    )


def fiscal_content(
    sources: Sources, *, issued_on: date, due_on: date | None, supplied_on: date | None
) -> Content:
    """Return the content that is to be fixed; amounts and dates are texts."""
    document = sources.document
    operation = _operation(sources)
    return {
        "version": VERSION,
        "kind": document.kind,
        "currency": document.currency,
        "due_on": _day(due_on),
        "supplied_on": _day(supplied_on),
        "operation": operation.value,
        "vat_due": _vat_due(document, operation, sources.seller).value,
        "seller": _seller(sources.seller),
        "buyer": _buyer(document.company, sources.addresses, document.billing_address),
        "billing": _place(document.billing_address),
        "delivery": _place(document.delivery_address),
        "references": _references(sources),
        "terms": _terms(document, issued_on),
        "lines": [line_content(line) for line in sources.lines],
        "amounts": amounts_content(document),
        "deposits": [_deposit(each) for each in sources.deposits],
        "corrected": _corrected(document.corrected),
        **({"settled": [_settled(each) for each in sources.settled]} if sources.settled else {}),
        "reason": document.reason,
        "note": document.note,
    }


def _terms(document: FiscalDocument, issued_on: date) -> Content:
    early = document.early if document.kind == DocumentKind.INVOICE.value else None
    return {
        "kind": document.term_kind,
        "days": document.term_days,
        "sector": document.term_sector,
        "with_order": document.payment_with_order,
        "early": None if early is None else {"percent": _plain(early.percent, 2), "days": early.days},
        "early_payment": _early(document, issued_on),
    }


def _early(document: FiscalDocument, issued_on: date) -> str:
    """What is said of paying early; French, as the law that wants it. A deposit is due at once: there is no early."""
    if document.kind == DocumentKind.CREDIT_NOTE.value:
        return document.early_payment
    with_order = document.payment_with_order
    is_deposit = document.kind == DocumentKind.DEPOSIT.value
    with override("fr"):
        if document.early is not None and not is_deposit:
            due = document.incl_vat - document.prepaid
            return early_words_of_day(document.early, issued_on=issued_on, incl_vat=due, language="fr")
        words = "" if with_order or is_deposit else document.early_payment
        return early_words(
            None, language="fr", words=words, deducted=with_order and bool(document.cash_discount)
        )


def line_content(line: FiscalLine) -> Content:
    """A line as it is fixed; costs and margins are no business of the document."""
    return {
        "position": line.position,
        "kind": line.kind,
        "code": line.code,
        "label": line.label,
        "description": line.description,
        "quantity": _plain(line.quantity, 3),
        "unit": line.unit,
        "unit_price": _plain(line.unit_price, 4),
        "reductions": line.reductions,
        "allowance": _plain(line.allowance, 2),
        "net": _plain(line.net, 2),
        "vat_category": line.vat_category,
        "vat_rate": _plain(line.vat_rate, 2),
    }


def amounts_content(document: FiscalDocument) -> Content:
    """The amounts of the row, as they are fixed."""
    rate = document.shipping_vat_rate
    return {
        "reductions": document.reductions,
        "shipping": _plain(document.shipping, 2),
        "shipping_vat_rate": None if rate is None else _plain(rate, 2),
        **{
            name: _plain(getattr(document, name), 2)
            for name in (
                "gross", "net_commercial", "cash_discount", "net", "vat", "incl_vat", "prepaid",
            )
        },
        "vat_table": document.vat_table,
    }  # fmt: skip


def _operation(sources: Sources) -> Operation:
    """What is sold; what is only a sum, which reads as a service, is of the nature of what it goes with."""
    corrected = sources.document.corrected
    if corrected is not None and corrected.content:
        credited = [line for line in sources.lines if line.corrected_line_id]
        if not credited or corrected.kind == DocumentKind.DEPOSIT.value:
            return Operation(json.loads(corrected.content)["operation"])
        return operation_of(credited)
    return operation_of(sources.ordered or sources.lines)


def operation_of(lines: Sequence[FiscalLine | OrderLineTerms]) -> Operation:
    """Goods, services or both, by the products of the lines."""
    kinds = {_is_service(line) for line in lines if line.kind == LineKind.ITEM.value}
    if kinds == {True, False}:
        return Operation.MIXED
    return Operation.SERVICES if kinds == {True} else Operation.GOODS


def _is_service(line: FiscalLine | OrderLineTerms) -> bool:
    return is_service(line.product.kind if line.product else None, line.unit)


def _vat_due(document: FiscalDocument, operation: Operation, seller: Seller) -> VatDue:
    """VAT of a deposit is due when it is paid, of goods on delivery, of services on payment (CGI art. 269)."""
    if seller.vat_on_debits:
        return VatDue.INVOICE
    kinds = {document.kind, document.corrected.kind if document.corrected else ""}
    is_deposit = DocumentKind.DEPOSIT.value in kinds
    return VatDue.PAYMENT if is_deposit or operation is Operation.SERVICES else VatDue.DELIVERY


def _seller(seller: Seller) -> Content:
    rate = seller.late_rate
    return {
        **snapshot(seller_identity(seller)),
        "late_rate": None if rate is None else str(rate),
        "size": seller.size,
    }


def _buyer(company: Company, addresses: Sequence[Address], billing: Address | None) -> Content:
    head = next((each for each in addresses if each.kind == AddressKind.HEAD_OFFICE.value), None)
    at = head or billing or next(iter(addresses), None)
    place = _place(at) or {
        "name": "", "lines": [], "postal_code": company.postal_code, "city": company.city,
        "country": company.country,
    }  # fmt: skip
    is_public = company.buyer_type == BuyerType.PUBLIC_BODY.value
    asked = {"service_code": company.service_code_need, "commitment": company.commitment_need}
    return {
        **place,
        "name": company.name,
        "siren": company.siren or company.siret[:9],
        "siret": company.siret,
        "vat_number": company.vat_number,
        "is_public": is_public,
        **({"directory": asked} if is_public else {}),
    }


def _place(address: Address | None) -> Content | None:
    if address is None:
        return None
    return {
        "name": address.label,
        "lines": [line for line in (address.line1, address.line2) if line],
        "postal_code": address.postal_code,
        "city": address.city,
        "country": address.country,
    }


def _references(sources: Sources) -> Content:
    """The buyer's own numbers, our orders and our delivery notes, each once, in the order of the lines."""
    document = sources.document
    orders: dict[str, str] = {}
    if document.order is not None:
        orders[document.order.reference] = document.order.ordered_on.isoformat()
    notes: dict[str, None] = {}
    for line in sources.lines:
        if line.order_line is not None:
            order = line.order_line.order.order
            orders.setdefault(order.reference, order.ordered_on.isoformat())
        if line.delivery_line is not None:
            notes.setdefault(line.delivery_line.delivery.number)
    return {
        "buyer_order": document.buyer_reference,
        "commitment": document.commitment_number,
        "service_code": document.service_code,
        "orders": [[reference, day] for reference, day in orders.items()],
        "delivery_notes": list(notes),
    }


def _deposit(use: DepositUse) -> Content:
    deposit = use.deposit
    return {
        "number": deposit.number,
        "issued_on": _day(deposit.issued_on),
        "amount": _plain(use.amount, 2),
        "vat": _plain(_share(deposit.vat, use.amount, deposit.incl_vat), 2),
    }


def _share(part: Decimal, amount: Decimal, whole: Decimal) -> Decimal:
    """The VAT that a deposit already made due, in proportion to what is used of it."""
    return part if amount == whole or not whole else round_money(part * amount / whole)


def _corrected(document: FiscalDocument | None) -> Content | None:
    if document is None:
        return None
    return {"number": document.number, "issued_on": _day(document.issued_on), "kind": document.kind}


def _settled(row: SettledInvoice) -> Content:
    return {"number": row.reference, "issued_on": row.issued_on.isoformat()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(value: Decimal, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def read_day(text: str | None) -> date | None:
    """A day of the content, back."""
    return None if text is None else date.fromisoformat(text)
