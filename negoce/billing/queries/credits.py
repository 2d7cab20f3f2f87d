"""What the credit notes of an issued document have taken of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.billing.rules.credit_left import bases_left
from negoce.catalogue.rules.stored_amounts import read_vat
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal

ZERO = Decimal(0)


def credit_left(document: FiscalDocument) -> tuple[VatSubtotal, ...]:
    """What of an issued document its issued credit notes leave, by VAT group; in one query."""
    tables = FiscalDocument.objects.filter(
        corrected_id=document.pk, state=DocumentState.ISSUED.value
    ).values_list("vat_table", flat=True)
    credited = [each for table in tables.order_by("pk") for each in read_vat(table)]
    return bases_left(read_vat(document.vat_table), credited)


def quantities_left(document: FiscalDocument) -> Mapping[int, Decimal]:
    """The quantity of each line that issued credit notes leave, by the key of the line; in two queries."""
    taken = dict(
        FiscalLine.objects.filter(
            corrected_line__document_id=document.pk, document__state=DocumentState.ISSUED.value
        )
        .order_by()
        .values_list("corrected_line_id")
        .annotate(total=Sum("quantity"))
    )
    lines = FiscalLine.objects.filter(document_id=document.pk).order_by().values_list("pk", "quantity")
    return {key: quantity - taken.get(key, ZERO) for key, quantity in lines}


@dataclass(frozen=True, slots=True)
class OtherCredits:
    """What credit notes take of a document: quantities by line, bases by VAT group, how many."""

    quantities: Mapping[int, Decimal]
    bases: Mapping[VatGroup, Decimal]
    parts: int
    notes: int


def other_credits(document: FiscalDocument, *, drafts: bool) -> OtherCredits:
    """What the issued credit notes of a document take of it, those being drafted too if asked; in two queries."""
    states = [DocumentState.ISSUED.value, *([DocumentState.DRAFT.value] if drafts else [])]
    rows = FiscalLine.objects.filter(corrected_line__document_id=document.pk, document__state__in=states)
    parts = list(rows.order_by("pk").values_list("corrected_line_id", "quantity"))
    taken: dict[int, Decimal] = {}
    for key, quantity in parts:
        taken[key] = taken.get(key, ZERO) + quantity
    tables = list(
        FiscalDocument.objects.filter(corrected_id=document.pk, state__in=states)
        .order_by("pk")
        .values_list("vat_table", flat=True)
    )
    bases: dict[VatGroup, Decimal] = {}
    for each in (each for table in tables for each in read_vat(table)):
        bases[each.group] = bases.get(each.group, ZERO) + each.base
    return OtherCredits(taken, bases, len(parts), len(tables))


def is_credited(document: FiscalDocument) -> bool:
    """Whether a credit note of the document was issued."""
    return FiscalDocument.objects.filter(corrected_id=document.pk, state=DocumentState.ISSUED.value).exists()
