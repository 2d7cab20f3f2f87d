"""A customer paid early and took the cash discount: what is left is settled by a credit note with its VAT."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.draft_save import delete_draft
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, Receivable, Settlement
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.catalogue.rules.early_payment import missed
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_percent
from negoce.kit.refusal import Refused

ZERO, HUNDRED = Decimal(0), Decimal(100)
# A little more than what was agreed is shown as well: the refusal then says by how much it is too much.
ONE_PERCENT = Decimal("0.01")
# Beyond, where no figures were agreed, what is left is no discount for paying early: a part is simply not paid.
MOST = Decimal("0.05")


def discount_left(receivable: Receivable) -> Decimal | None:
    """The share that is left of an invoice partly paid, 0.02 for 2 %; None when it cannot be a cash discount."""
    left = receivable.amount - receivable.settled
    if receivable.document_id is None or receivable.settled <= ZERO or left <= ZERO:
        return None
    share = left / receivable.amount
    early = receivable.document.early if receivable.document is not None else None
    most = MOST if early is None else early.percent / HUNDRED + ONE_PERCENT
    return share if share <= most else None


def settle_by_discount(actor: Actor, receivable: Receivable) -> FiscalDocument:
    """Issue the credit note of what is left of an invoice that was paid early less its discount (R-C1).

    The VAT follows, rate by rate; the credit note settles the invoice as it is issued. Pressed twice it issues once.
    Raises NotAllowed; Refused for an invoice of the past, one not paid in part, one paid too late or too little for
    the discount that it offers, or, where it names none in figures, after its due date or with more than 5 % left.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    require(actor, Permission.ISSUE_INVOICES)
    row = visible_receivables(actor).select_related("document").filter(pk=receivable.pk).first()
    if row is None:
        raise NotAllowed(_("Ce document n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    share = discount_left(row)
    if share is None or row.document is None:
        raise Refused(
            _(
                "Ce qui reste dû n’est pas un escompte : la facture doit être payée en partie, à 95 % au moins."
            )
        )
    paid_on = _paid_on(row, row.document)
    reason = _("Escompte de %(share)s pour règlement le %(day)s") % {
        "share": format_percent(share, "fr", 2),
        "day": format_date(paid_on, "fr"),
    }
    key = f"discount:{row.document.public_id}:{row.revision}"
    draft = draft_credit(actor, row.document, reason=reason, incl_vat=row.amount - row.settled)
    # Not in one transaction: the official check takes seconds, and others would wait for SQLite's one writer.
    try:
        issued = issue_document(actor, draft, issue_key=key)
    except Refused:
        delete_draft(actor, draft)
        raise
    if issued.pk != draft.pk:
        delete_draft(actor, draft)
    return issued


def _paid_on(row: Receivable, document: FiscalDocument) -> date:
    """The day of the payment. Raises Refused when it does not earn the discount that the invoice offers."""
    last = Settlement.objects.filter(receivable=row, payment__isnull=False).order_by("-settled_on").first()
    if last is None or (row.due_on is not None and last.settled_on > row.due_on):
        raise Refused(_("Le règlement est arrivé après l’échéance : l’escompte n’est pas acquis."))
    if document.early is not None:
        why = missed(
            document.early,
            issued_on=row.issued_on,
            paid_on=last.settled_on,
            incl_vat=row.amount,
            left=row.amount - row.settled,
        )
        if why is not None:
            raise Refused(say(why))
    return last.settled_on
