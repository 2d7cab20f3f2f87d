"""Drafts a deposit invoice of a share of an order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_begin import begin, billable_order, from_order
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.enums import DocumentKind
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument
from negoce.billing.rules.deposit import deposit_by_amount, deposit_by_percent
from negoce.catalogue.enums import PaymentTermKind, VatCategory
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import NO_BREAK_SPACE, format_decimal
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.orders.models import OrderTerms

ZERO = Decimal(0)


def draft_deposit(
    actor: Actor, order: OrderTerms, *, percent: Decimal | None = None, incl_vat: Decimal | None = None
) -> FiscalDocument:
    """Begin a deposit invoice of a share of an order, in percent points or as an amount including VAT.

    Raises Refused for neither or both, a share outside the order, or an order that is cancelled.
    """
    require(actor, Permission.ISSUE_INVOICES)
    if (percent is None) == (incl_vat is None):
        raise Refused(_("Donnez un pourcentage ou un montant TTC, l’un des deux."))
    with transaction.atomic():
        found = billable_order(actor, order)
        subtotals = [_subtotal(each) for each in found.vat_table]
        try:
            worked = (
                deposit_by_percent(subtotals, percent)
                if percent is not None
                else deposit_by_amount(subtotals, incl_vat or ZERO)
            )
        except CannotWork as problem:
            name = "percent" if percent is not None else "incl_vat"
            raise Refused(say(problem.finding), fields={name: [say(problem.finding)]}) from problem
        label = _deposit_label(found, percent)
        lines = [
            DraftLine(
                label=label,
                quantity=Decimal(1),
                unit="LS",
                unit_price=each.base,
                vat_category=each.group.category.value,
                vat_rate=each.group.rate,
            )
            for each in worked.value
        ]
        document = from_order(found, supplied_on=None)
        document.kind = DocumentKind.DEPOSIT.value
        document.early_percent = document.early_days = None
        # Due as it is issued: the term of the order is that of what is left.
        document.term_kind, document.term_days = PaymentTermKind.AFTER_INVOICE.value, 0
        return begin(actor, document, lines)


def _subtotal(stored: Mapping[str, str]) -> VatSubtotal:
    group = VatGroup(VatCategory(stored["category"]), Decimal(stored["rate"]))
    return VatSubtotal(group, Decimal(stored["base"]), Decimal(stored["vat"]))


def _deposit_label(order: OrderTerms, percent: Decimal | None) -> str:
    """What the line says; French, as the document, whoever prepares it."""
    if percent is None:
        return f"Acompte sur la commande {order.order.reference}"
    decimals = 0 if percent == percent.to_integral_value() else 2
    share = f"{format_decimal(percent, 'fr', decimals)}{NO_BREAK_SPACE}%"
    return f"Acompte de {share} sur la commande {order.order.reference}"
