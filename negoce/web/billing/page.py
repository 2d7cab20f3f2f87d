"""The page of an invoice: what is being prepared, or what was issued and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.billing.actions.draft_save import is_free
from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, FiscalLine, SettledInvoice
from negoce.billing.payment_words import KINDS
from negoce.billing.queries.document_list import STATES
from negoce.billing.queries.document_page import DocumentPage, document_page, documents_for_page
from negoce.billing.queries.undelivered import undelivered_goods
from negoce.catalogue.enums import LineKind, PaymentTermKind
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.term_words import payment_words, reduction_words
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import MINUS, format_money
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip, link, text
from negoce.web.billing.draft_form import form_context
from negoce.web.billing.lists import TONES, title_of
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language, price_words, quantity_words
from negoce.web.sale_lines.amounts import AmountRow, amount_rows

# A settlement may refer to hundreds of invoices: the file names them all, the page the first.
_MOST_NAMED = 30


@require_GET
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document; 404 for who does not see its company."""
    actor = actor_of(request)
    found = load_or_404(documents_for_page(actor), public_id)
    read = document_page(found)
    context = page_context(actor, found, read)
    if found.state == DocumentState.DRAFT.value:
        context = {**context, **form_context(actor, found, read.lines), "refused": ""}
        return render(request, "web/billing/draft.html", context)
    return render(request, "web/billing/document.html", context)


def page_context(actor: Actor, found: FiscalDocument, read: DocumentPage) -> dict[str, object]:
    """What a draft and an issued document both show."""
    issues = actor.may(Permission.ISSUE_INVOICES)
    is_credit = found.kind == DocumentKind.CREDIT_NOTE.value
    return {
        "document": found,
        "title": title_of(found),
        "company": found.company,
        "company_url": company_url(found.company),
        "state_chip": chip(str(STATES[found.state]), tone=TONES[found.state]),
        "issues": issues,
        "may_credit": issues and not is_credit and bool(read.left),
        "columns": _columns(),
        "lines": [_line(line, found.currency) for line in read.lines],
        "undelivered": _undelivered(found, read),
        "amounts": totals_of(found, read),
        "facts": _facts(found),
        "origin": _origin(found, read),
        "account": _account(found),
        "credits": [_credit(each) for each in read.credits],
        "chain": _chain(found),
        "file_digest": grouped(read.file.pdf_sha256) if read.file else "",
        "life": read.life,
        "steps": [
            {
                "label": step.label,
                "tone": step.tone,
                "when": _day(timezone.localtime(step.at).date()),
                "reason": step.reason,
            }
            for step in read.life.steps
        ],
        "may_send": issues and read.file is not None and read.platform_is_set,
        "replaced": issues and read.life.now is not None and read.life.now.tone == "bad" and bool(read.left),
        "is_free": is_free(found) if found.state == DocumentState.DRAFT.value else False,
    }


def _undelivered(found: FiscalDocument, read: DocumentPage) -> str:
    """What the draft would invoice though it has not left."""
    if found.state != DocumentState.DRAFT.value:
        return ""
    return " ".join(say(each) for each in undelivered_goods(found.kind, read.lines))


def totals_of(found: FiscalDocument, read: DocumentPage) -> list[AmountRow]:
    """The totals, and what deposits leave to pay."""
    worked = found.add_up([line.as_sale_line() for line in read.lines])
    rows = amount_rows(worked.value, read_reductions(found.reductions), language(), found.currency)
    if not found.prepaid:
        return rows
    for use in read.deposits:
        day = format_date(use.deposit.issued_on, language()) if use.deposit.issued_on else ""
        label = _("Acompte %(number)s du %(day)s") % {"number": use.deposit.number, "day": day}
        rows.append(AmountRow(label, MINUS + format_money(use.amount, language(), found.currency)))
    due = format_money(found.incl_vat - found.prepaid, language(), found.currency)
    return [*rows, AmountRow(_("Net à payer"), due, strong=True)]


def _columns() -> Sequence[TableColumn]:
    return [
        TableColumn(_("Désignation")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Prix HT"), numeric=True),
        TableColumn(_("Remise")),
        TableColumn(_("TVA"), numeric=True),
        TableColumn(_("Montant HT"), numeric=True),
    ]


def _line(line: FiscalLine, currency: str) -> Mapping[str, object]:
    counted = line.kind == LineKind.ITEM.value
    return {
        "kind": line.kind,
        "label": line.label,
        "code": line.code,
        "description": line.description,
        "quantity": quantity_words(line.quantity) if counted else "",
        "price": price_words(line.unit_price, currency) if counted else "",
        "reductions": reduction_words(read_reductions(line.reductions), language(), currency)
        if counted
        else "",
        "vat": f"{line.vat_rate.normalize():f}".replace(".", "," if language() == "fr" else ".") + "\u00a0%",
        "net": format_money(line.net, language(), currency) if counted else "",
    }


def _facts(found: FiscalDocument) -> list[tuple[str, str]]:
    facts = [
        (_("Émise le"), _day(found.issued_on)),
        (_("Livrée ou exécutée le"), _day(found.supplied_on)),
        (_("Échéance"), _day(found.due_on)),
        (_("Règlement"), _paid(found)),
        (_("N° de commande du client"), found.buyer_reference),
        (_("N° d’engagement"), found.commitment_number),
        (_("Code service"), found.service_code),
        (_("Motif"), found.reason),
        (_("Mentions"), found.note),
    ]
    return [(label, value) for label, value in facts if value]


def _paid(found: FiscalDocument) -> str:
    """When an invoice is to be paid; a deposit is due as it is issued, a credit note is not paid."""
    if found.kind != DocumentKind.INVOICE.value:
        return ""
    term = PaymentTerm(PaymentTermKind(found.term_kind), found.term_days)
    return str(payment_words(term, with_order=found.payment_with_order))


def _origin(found: FiscalDocument, read: DocumentPage) -> list[tuple[str, object]]:
    """The order and the document that it corrects, as links."""
    rows: list[tuple[str, object]] = []
    if found.order is not None:
        rows.append(
            (
                _("Commande"),
                link(reverse("orders:order", args=[found.order.public_id]), found.order.reference),
            )
        )
    if found.corrected is not None:
        url = reverse("billing:document", args=[found.corrected.public_id])
        rows.append((_("Corrige"), link(url, found.corrected.number)))
    if read.settled:
        numbers = [_settled(each) for each in read.settled[:_MOST_NAMED]]
        if len(read.settled) > _MOST_NAMED:
            numbers.append(_("et %(count)s autres") % {"count": len(read.settled) - _MOST_NAMED})
        rows.append((_("Sur les factures"), SafeString(", ".join(numbers))))
    return rows


def _settled(row: SettledInvoice) -> str:
    """The number of an invoice of the period, a link to those of ours."""
    if row.invoice is None:
        return text(row.reference)
    return link(reverse("billing:document", args=[row.invoice.public_id]), row.reference)


def _account(found: FiscalDocument) -> Mapping[str, object] | None:
    receivable = getattr(found, "receivable", None)
    if receivable is None:
        return None
    left = receivable.amount - receivable.settled
    return {
        "url": reverse("payments:receivable", args=[receivable.public_id]),
        "amount": format_money(receivable.amount, language(), found.currency),
        "settled": format_money(receivable.settled, language(), found.currency),
        "left": format_money(left, language(), found.currency),
        "is_open": receivable.is_open,
    }


def _credit(credit: FiscalDocument) -> Mapping[str, object]:
    return {
        "title": credit.number or _("%(kind)s, brouillon") % {"kind": KINDS[credit.kind]},
        "url": reverse("billing:document", args=[credit.public_id]),
        "day": _day(credit.issued_on),
        "amount": format_money(-credit.incl_vat, language(), credit.currency),
        "reason": credit.reason,
    }


def _chain(found: FiscalDocument) -> Mapping[str, object] | None:
    if found.state != DocumentState.ISSUED.value or found.series is None:
        return None
    return {
        "series": found.series.label,
        "place": found.sequence,
        "digest": grouped(found.digest),
    }


def grouped(digest: str) -> str:
    """A digest eight by eight, so that it is read aloud and folds on a narrow screen."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _day(day: date | None) -> str:
    return format_date(day, language()) if day is not None else ""
