"""What was invoiced to a customer in a period: the invoices that a settlement refers to, and their VAT groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import ExternalDocument, FiscalDocument
from negoce.billing.rules.credit_left import bases_left
from negoce.billing.rules.rebate_split import likely_group
from negoce.catalogue.rules.stored_amounts import read_vat
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sold:
    """An invoice of which something is left; `document_id` is None for one of the past. Amounts exclude VAT."""

    reference: str
    issued_on: date
    net: Decimal
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sales:
    """The invoices of a period in order of their day, and what they sold by VAT group.

    Invoices of the past whose rates cannot be told are named, and count in no group.
    """

    invoices: Sequence[Sold]
    groups: Mapping[VatGroup, Decimal]


def sales_of_period(company_id: int, starts_on: date, ends_on: date) -> Sales:
    """Read what was invoiced in euros in a period, less the credit notes; three queries whatever there is."""
    groups: dict[VatGroup, Decimal] = defaultdict(lambda: ZERO)
    invoices = [
        *_ours(company_id, starts_on, ends_on, groups),
        *_past(company_id, starts_on, ends_on, groups),
    ]
    invoices.sort(key=lambda each: (each.issued_on, each.reference))
    return Sales(invoices, dict(groups))


def _ours(company_id: int, starts_on: date, ends_on: date, groups: dict[VatGroup, Decimal]) -> Sequence[Sold]:
    issued = FiscalDocument.objects.filter(
        state=DocumentState.ISSUED.value, company_id=company_id, currency="EUR"
    )
    invoices = list(
        issued.filter(kind=DocumentKind.INVOICE.value, issued_on__range=(starts_on, ends_on))
        .order_by("issued_on", "id")
        .only("number", "issued_on", "vat_table")
    )
    credited: dict[int, list[VatSubtotal]] = defaultdict(list)
    notes = issued.filter(corrected__in=[each.pk for each in invoices]).order_by("id")
    for key, table in notes.values_list("corrected_id", "vat_table"):
        credited[key or 0] += read_vat(table)
    found = []
    for each in invoices:
        left = bases_left(read_vat(each.vat_table), credited[each.pk])
        for part in left:
            groups[part.group] += part.base
        net = sum((part.base for part in left), ZERO)
        if net > 0 and each.issued_on is not None:
            found.append(Sold(each.number, each.issued_on, net, each.pk))
    return found


def _past(company_id: int, starts_on: date, ends_on: date, groups: dict[VatGroup, Decimal]) -> Sequence[Sold]:
    rows = ExternalDocument.objects.filter(
        company_id=company_id, currency="EUR", issued_on__range=(starts_on, ends_on)
    ).exclude(kind=DocumentKind.DEPOSIT.value)
    found = []
    for each in rows.order_by("issued_on", "id"):
        # A credit note of the past is kept with its amounts below zero, whichever way its file wrote them.
        sign = -1 if each.kind == DocumentKind.CREDIT_NOTE.value else 1
        group = likely_group(abs(each.net), abs(each.vat))
        if group is not None:
            groups[group] += sign * abs(each.net)
        if sign > 0 and each.net > 0:
            found.append(Sold(each.reference, each.issued_on, each.net))
    return found
