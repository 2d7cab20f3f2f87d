"""What the page of an invoice reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from negoce.billing.enums import DocumentKind
from negoce.billing.models import DepositUse, FiscalDocument, FiscalFile, FiscalLine, SettledInvoice
from negoce.billing.queries.credits import credit_left
from negoce.billing.queries.platform_life import PlatformLife, platform_life
from negoce.billing.queries.visible import visible_documents
from negoce.catalogue.rules.totals import VatSubtotal
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The lines, deposits, credit notes and file of a document; `left` is what may still be credited."""

    lines: Sequence[FiscalLine]
    deposits: Sequence[DepositUse]
    credits: Sequence[FiscalDocument]
    file: FiscalFile | None
    life: PlatformLife
    left: Sequence[VatSubtotal]
    platform_is_set: bool
    settled: Sequence[SettledInvoice] = ()


def documents_for_page(actor: Actor) -> QuerySet[FiscalDocument]:
    """Documents that the actor sees, with what their page names."""
    return visible_documents(actor).select_related(
        "company", "order", "corrected", "series", "receivable", "billing_address", "delivery_address"
    )


def document_page(document: FiscalDocument) -> DocumentPage:
    """Read the rest of a document that the caller may see, in seven queries whatever its length."""
    return DocumentPage(
        lines=list(document.lines.select_related("product", "order_line").order_by("position", "id")),
        deposits=list(document.deposits_used.select_related("deposit").order_by("pk")),
        credits=list(document.credit_notes.order_by("pk")),
        file=FiscalFile.objects.filter(document_id=document.pk).defer("pdf", "xml").first(),
        life=platform_life(document),
        left=credit_left(document),
        platform_is_set=bool(settings.NEGOCE_PLATFORM_ROUTE),
        settled=_settled(document),
    )


def _settled(document: FiscalDocument) -> Sequence[SettledInvoice]:
    """The invoices of the period that a settlement refers to; no query for any other document."""
    if document.kind != DocumentKind.CREDIT_NOTE.value or document.corrected_id is not None:
        return ()
    return list(document.settles.select_related("invoice").order_by("issued_on", "id"))
