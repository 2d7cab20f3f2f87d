"""Drafts of credit notes: of the whole of an issued document, of some of its lines, or of an amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.credit_lines import credited_line, some_lines
from negoce.billing.actions.draft_writing import DraftLine, write_lines
from negoce.billing.enums import DocumentKind
from negoce.billing.findings import say
from negoce.billing.models import DepositUse, FiscalDocument
from negoce.billing.queries.credits import credit_left, is_credited
from negoce.billing.queries.visible import issued_documents
from negoce.billing.rules.credit_left import credit_by_amount
from negoce.catalogue.rules.stored_amounts import stored_vat
from negoce.catalogue.rules.totals import VatSubtotal
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork

ZERO = Decimal(0)
_FROM_DOCUMENT = (
    "currency", "term_kind", "term_days", "term_sector", "contact_id", "owner_id", "billing_address_id",
    "delivery_address_id", "buyer_reference", "commitment_number", "service_code", "order_id", "supplied_on",
    "shipping_vat_rate",
)  # fmt: skip


def draft_credit(
    actor: Actor,
    document: FiscalDocument,
    *,
    reason: str,
    quantities: Mapping[int, Decimal] | None = None,
    incl_vat: Decimal | None = None,
    back_to_invoice: bool = False,
) -> FiscalDocument:
    """Begin the credit note of an issued invoice or deposit invoice.

    Whole (what earlier credit notes leave) unless `quantities` (by the key of its lines) or an amount `incl_vat` is
    given. `back_to_invoice`: what is credited of an order may be invoiced again. Raises Refused for more than what
    is left, a document that is no invoice, or an empty reason.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        found = _credited(actor, document, reason)
        credit = FiscalDocument(
            kind=DocumentKind.CREDIT_NOTE.value,
            company_id=found.company_id,
            corrected=found,
            series_id=found.series_id,
            reason=" ".join(reason.split())[:200],
            **{name: getattr(found, name) for name in _FROM_DOCUMENT},
        )
        whole = quantities is None and incl_vat is None and not is_credited(found)
        if whole:
            lines = _mirror(found, credit, back=back_to_invoice)
        elif quantities is not None:
            lines = some_lines(found, credit, quantities, back=back_to_invoice)
        else:
            lines = _amount(found, credit, incl_vat)
        credit.save()
        if whole:
            credit.prepaid = _give_deposits_back(found, credit)
        write_lines(credit, lines)
        record(
            actor,
            Entry(
                "created",
                "invoice",
                credit.pk,
                _("brouillon"),
                company_key=credit.company_id,
                changes={"kind": (None, credit.kind), "incl_vat": (None, credit.incl_vat)},
            ),
        )
    return credit


def _credited(actor: Actor, document: FiscalDocument, reason: str) -> FiscalDocument:
    found = issued_documents(actor).filter(pk=document.pk).first()
    if found is None:
        raise NotAllowed(_("Ce document n’existe pas, n’est pas émis ou n’est pas visible pour vous."))
    if found.kind == DocumentKind.CREDIT_NOTE.value:
        raise Refused(_("Un avoir ne se crédite pas : refaites une facture."))
    if not reason.strip():
        message = say(Finding("issue.reason"))
        raise Refused(message, fields={"reason": [message]})
    return found


def _mirror(found: FiscalDocument, credit: FiscalDocument, *, back: bool) -> list[DraftLine]:
    """The same lines, reductions and shipping: the two add up to nothing, rate by rate."""
    credit.reductions, credit.shipping = found.reductions, found.shipping
    return [credited_line(each, each.quantity, back=back) for each in found.lines.order_by("position", "id")]


def _amount(found: FiscalDocument, credit: FiscalDocument, incl_vat: Decimal | None) -> list[DraftLine]:
    """One line a VAT rate: of an amount to the cent, or of all that is left."""
    left = credit_left(found)
    if not left:
        raise Refused(_("Ce document est déjà entièrement crédité."))
    if incl_vat is None:
        words = f"Solde de la facture {found.number}"
        return [_amount_line(each, each.base, words) for each in left]
    if incl_vat <= ZERO:
        message = _("Un avoir rend un montant plus grand que zéro, sans signe moins.")
        raise Refused(message, fields={"incl_vat": [message]})
    words = f"Avoir partiel sur la facture {found.number}"
    try:
        parts = credit_by_amount(left, incl_vat)
    except CannotWork as problem:
        whole = sum((each.base + each.vat for each in left), ZERO)
        message = say(Finding("issue.credit_over", figures={"left": whole}))
        raise Refused(message, fields={"incl_vat": [message]}) from problem
    credit.vat_table = stored_vat(parts)
    return [_amount_line(each, each.base, words) for each in parts]


def _amount_line(subtotal: VatSubtotal, base: Decimal, words: str) -> DraftLine:
    return DraftLine(
        label=words,
        quantity=Decimal(1) if base >= 0 else Decimal(-1),
        unit="LS",
        unit_price=abs(base),
        vat_category=subtotal.group.category.value,
        vat_rate=subtotal.group.rate,
    )


def _give_deposits_back(found: FiscalDocument, credit: FiscalDocument) -> Decimal:
    """The deposits that the invoice took may be taken again by the one that replaces it; returns their sum."""
    uses = [
        DepositUse(invoice=credit, deposit_id=each.deposit_id, amount=each.amount)
        for each in found.deposits_used.order_by("pk")
    ]
    DepositUse.objects.bulk_create(uses)
    return sum((use.amount for use in uses), ZERO)
