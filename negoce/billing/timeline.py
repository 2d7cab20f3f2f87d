"""Issued invoices and credit notes on the threads of the customer file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.payment_words import KINDS
from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.queries.visible import company_rights
from negoce.kit.money import format_money
from negoce.ui.words.say import reader_language

GROUP = "documents"
TEMPLATE = "web/activities/_item_plain.html"
# Of some sixty columns, one of them long: every page of a company reads this.
_READ = ("public_id", "kind", "number", "issued_on", "incl_vat", "currency", "reason")


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Invoices stand at the beginning of the day of their issue."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    rows = FiscalDocument.objects.filter(
        company_rights(request.actor, "company__"),
        company_id=request.company_id,
        state=DocumentState.ISSUED.value,
    )
    if request.search:
        rows = rows.filter(number__icontains=request.search)
    if request.after is not None:
        day = timezone.localtime(request.after.at, timezone.get_default_timezone()).date()
        rows = rows.filter(issued_on__lte=day).filter(Q(issued_on__lt=day) | Q(pk__lt=request.after.key))
    found = rows.only(*_READ).order_by("-issued_on", "-id")[: request.limit]
    return [_item(each) for each in found]


def _item(document: FiscalDocument) -> TimelineItem:
    assert document.issued_on is not None
    zone = timezone.get_default_timezone()
    at = timezone.make_aware(datetime.combine(document.issued_on, time()), zone)
    is_credit = document.kind == DocumentKind.CREDIT_NOTE.value
    amount = -document.incl_vat if is_credit else document.incl_vat
    context = {
        "title": f"{KINDS[document.kind]} {document.number}",
        "rest": format_money(amount, reader_language(), document.currency),
        "tone": "bad" if is_credit else "good",
        "text": document.reason,
        "page": "billing:document",
        "public_id": document.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, document.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    rows = FiscalDocument.objects.filter(company_id=request.company_id, state=DocumentState.ISSUED.value)
    return [GROUP] if rows.exists() else []


INVOICES = TimelineSource(key="invoices", groups={GROUP: _("Documents")}, read=_read, present=_present)
