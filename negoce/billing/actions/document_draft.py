"""Drafts of invoices: from an order, from deliveries, free, or a deposit; nothing is numbered yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_lines import day_of, lines_of_deliveries, lines_of_parts
from negoce.billing.actions.draft_reductions import left_reductions
from negoce.billing.actions.draft_writing import DraftLine, write_lines
from negoce.billing.enums import DocumentKind
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.to_invoice import (
    billed_of,
    delivered_lines,
    delivery_lines_left,
    has_left,
    invoiceable_deliveries,
    lines_by_order,
    order_lines_left,
)
from negoce.billing.rules.deposit import deposit_by_amount, deposit_by_percent
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.companies.rules.service_codes import usual_service
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import NO_BREAK_SPACE, format_decimal
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, OrderTerms
from negoce.parameters.queries.seller import seller

ZERO = Decimal(0)
MOST_DELIVERIES = 200
_FROM_ORDER = (
    "currency", "term_kind", "term_days", "term_sector", "payment_with_order", "early_payment", "early_percent",
    "early_days", "contact_id", "owner_id", "billing_address_id", "delivery_address_id", "buyer_reference",
    "commitment_number", "service_code",
    "shipping_vat_rate",
)  # fmt: skip


def draft_free(
    actor: Actor, company: Company, *, lines: Sequence[DraftLine] = (), **values: Any
) -> FiscalDocument:
    """Begin an invoice that no order precedes; `values` are columns of the document. Raises Refused."""
    require(actor, Permission.ISSUE_INVOICES)
    home = visible_company(actor, company.pk)
    us = seller()
    document = FiscalDocument(
        kind=DocumentKind.INVOICE.value,
        company=home,
        owner_id=home.owner_id,
        **{
            "term_kind": us.term_kind,
            "term_days": us.term_days,
            "term_sector": us.term_sector,
            "early_payment": us.early_payment,
            "early_percent": us.early_percent,
            "early_days": us.early_days,
            "supplied_on": timezone.localdate(),
            "service_code": usual_service(home.buyer_type, home.service_codes),
            **values,
        },
    )
    return _begin(actor, document, lines)


def draft_from_order(actor: Actor, order: OrderTerms, *, issue_key: str | None = None) -> FiscalDocument:
    """Begin the invoice of all that is left of an order, less its deposits.

    Reductions and shipping of the whole order follow as far as they were not invoiced. Raises Refused when nothing is
    left or the order is cancelled.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        found = _held_order(actor, order)
        if issue_key and (known := FiscalDocument.objects.filter(issue_key=issue_key).first()):
            return known
        rows = order_lines_left(found)
        lines = lines_of_parts(
            [row for row, _left in rows], [(row, None, left) for row, left in rows if left]
        )
        if not lines:
            raise Refused(
                _("Tout ce qui est commandé (%(reference)s) est déjà facturé.")
                % {"reference": found.order.reference}
            )
        document = _from_order(found, supplied_on=found.delivered_on or timezone.localdate())
        document.issue_key = issue_key
        billed = billed_of(found)
        document.shipping = max(found.shipping - billed.shipping, ZERO)
        document.reductions = left_reductions(found, rows, billed)
        return _begin(actor, document, lines)


def draft_of_order(actor: Actor, order: OrderTerms, *, before_delivery: bool = False) -> FiscalDocument:
    """Begin the invoice of what an order delivered; of all that is left when nothing was delivered, or when asked.

    Goods that are still here are invoiced on purpose only: `before_delivery`. Raises Refused.
    """
    if before_delivery or not has_left(order):
        return draft_from_order(actor, order)
    return draft_delivered(actor, order)


def draft_delivered(actor: Actor, order: OrderTerms) -> FiscalDocument:
    """Begin the invoice of what an order delivered and did not invoice yet, and of what is left of its services.

    Each line names its delivery. Raises Refused when there is nothing of the sort, or the order is cancelled.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        found = _held_order(actor, order)
        deliveries = list(invoiceable_deliveries(actor).filter(order=found).order_by("shipped_on", "id"))
        left = order_lines_left(found)
        rows = delivered_lines(left, delivery_lines_left(deliveries))
        if not rows:
            raise Refused(
                _(
                    "Tout ce qui est livré de la commande %(reference)s est déjà facturé. Le reste se facture à son"
                    " départ, ou par une facture d’acompte."
                )
                % {"reference": found.order.reference}
            )
        days = [day_of(each) for each in deliveries]
        document = _from_order(found, supplied_on=max(days, default=timezone.localdate()))
        billed = billed_of(found)
        document.shipping = max(found.shipping - billed.shipping, ZERO)
        taken: dict[int, Decimal] = {}
        for line, _delivery_line, quantity in rows:
            taken[line.pk] = taken.get(line.pk, ZERO) + quantity
        every = [(line, taken.get(line.pk, ZERO)) for line, _left in left]
        document.reductions = left_reductions(found, every, billed)
        return _begin(actor, document, lines_of_parts([line for line, _left in left], rows))


def draft_from_deliveries(actor: Actor, deliveries: Sequence[Delivery]) -> FiscalDocument:
    """Begin one invoice of several deliveries of one customer; a title names each delivery.

    Raises Refused when they are of several customers, agree different terms, or nothing of them is left.
    """
    require(actor, Permission.ISSUE_INVOICES)
    if not deliveries or len(deliveries) > MOST_DELIVERIES:
        raise Refused(_("Choisissez de 1 à %(most)s livraisons.") % {"most": MOST_DELIVERIES})
    with transaction.atomic():
        keys = {each.pk for each in deliveries}
        found = list(
            invoiceable_deliveries(actor)
            .filter(pk__in=keys)
            .select_related("order__order__company")
            .order_by("shipped_on", "id")
        )
        if len(found) < len(keys):
            raise Refused(
                _(
                    "Une des livraisons est déjà facturée, annulée ou n’est plus visible pour vous. Rien n’a été fait."
                )
            )
        orders = {each.order_id: each.order for each in found}
        _refuse_mixture(list(orders.values()))
        first = found[0].order
        document = _from_order(first, supplied_on=max(day_of(each) for each in found))
        if len(orders) > 1:
            document.order, document.buyer_reference = None, ""
        elif first.shipping:
            document.shipping = max(first.shipping - billed_of(first).shipping, ZERO)
        rows = delivery_lines_left(found)
        lines = lines_by_order(orders)
        if len(orders) == 1:
            taken: dict[int, Decimal] = {}
            for row, quantity in rows:
                taken[row.line_id] = taken.get(row.line_id, ZERO) + quantity
            every = [(line, taken.get(line.pk, ZERO)) for line in lines[first.pk]]
            document.reductions = left_reductions(first, every, billed_of(first))
        return _begin(actor, document, lines_of_deliveries(found, rows, lines))


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
        found = _held_order(actor, order)
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
        document = _from_order(found, supplied_on=None)
        document.kind = DocumentKind.DEPOSIT.value
        document.early_percent = document.early_days = None
        return _begin(actor, document, lines)


def _begin(actor: Actor, document: FiscalDocument, lines: Sequence[DraftLine]) -> FiscalDocument:
    with transaction.atomic():
        document.save()
        write_lines(document, lines)
        record(
            actor,
            Entry(
                "created",
                "invoice",
                document.pk,
                document.number or _("brouillon"),
                company_key=document.company_id,
                changes={"kind": (None, document.kind), "incl_vat": (None, document.incl_vat)},
            ),
        )
    return document


def _held_order(actor: Actor, order: OrderTerms) -> OrderTerms:
    """The order as it is now, of a company that the actor sees; raises Refused when it is cancelled."""
    found = OrderTerms.objects.select_related("order__company").get(pk=order.pk)
    visible_company(actor, found.order.company_id)
    if found.state == OrderState.CANCELLED.value:
        raise Refused(
            _("La commande %(reference)s est annulée : elle ne se facture pas.")
            % {"reference": found.order.reference}
        )
    return found


def _from_order(order: OrderTerms, *, supplied_on: date | None) -> FiscalDocument:
    values: Mapping[str, Any] = {name: getattr(order, name) for name in _FROM_ORDER}
    return FiscalDocument(
        kind=DocumentKind.INVOICE.value,
        company=order.order.company,
        order=order.order,
        supplied_on=supplied_on,
        **values,
    )


def _refuse_mixture(orders: Sequence[OrderTerms]) -> None:
    if len({each.order.company_id for each in orders}) > 1:
        raise Refused(_("Ces livraisons vont à plusieurs clients : faites une facture pour chacun."))
    if len({each.currency for each in orders}) > 1:
        raise Refused(_("Ces commandes sont en plusieurs devises : faites une facture pour chacune."))
    agreed = {
        (
            *(each.term_kind, each.term_days, each.payment_with_order, each.early, each.billing_address_id),
            *(each.commitment_number, each.service_code),
        )
        for each in orders
    }
    reduced = any(each.reductions for each in orders)
    if len(agreed) > 1 or (reduced and len(orders) > 1):
        raise Refused(
            _(
                "Ces commandes n’ont pas les mêmes conditions (règlement, adresse de facturation, engagement, service"
                " ou remise d’ensemble) : faites une facture pour chacune."
            )
        )


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
