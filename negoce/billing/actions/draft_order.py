"""Drafts the invoice of an order: of what left, or of all that is left."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_begin import begin, billable_order, from_order
from negoce.billing.actions.draft_lines import day_of, lines_of_parts
from negoce.billing.actions.draft_reductions import left_reductions
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.to_invoice import (
    billed_of,
    delivered_lines,
    delivery_lines_left,
    has_left,
    invoiceable_deliveries,
    order_lines_left,
)
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.models import OrderTerms

ZERO = Decimal(0)


def draft_of_order(actor: Actor, order: OrderTerms, *, before_delivery: bool = False) -> FiscalDocument:
    """Begin the invoice of what an order delivered; of all that is left when nothing was delivered, or when asked.

    Goods that are still here are invoiced on purpose only: `before_delivery`. Raises Refused.
    """
    if before_delivery or not has_left(order):
        return draft_from_order(actor, order)
    return draft_delivered(actor, order)


def draft_from_order(actor: Actor, order: OrderTerms, *, issue_key: str | None = None) -> FiscalDocument:
    """Begin the invoice of all that is left of an order, less its deposits.

    Reductions and shipping of the whole order follow as far as they were not invoiced. Raises Refused when nothing is
    left or the order is cancelled.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        found = billable_order(actor, order)
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
        document = from_order(found, supplied_on=found.delivered_on or timezone.localdate())
        document.issue_key = issue_key
        billed = billed_of(found)
        document.shipping = max(found.shipping - billed.shipping, ZERO)
        document.reductions = left_reductions(found, rows, billed)
        return begin(actor, document, lines)


def draft_delivered(actor: Actor, order: OrderTerms) -> FiscalDocument:
    """Begin the invoice of what an order delivered and did not invoice yet, and of what is left of its services.

    Each line names its delivery. Raises Refused when there is nothing of the sort, or the order is cancelled.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        found = billable_order(actor, order)
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
        document = from_order(found, supplied_on=max(days, default=timezone.localdate()))
        billed = billed_of(found)
        document.shipping = max(found.shipping - billed.shipping, ZERO)
        taken: dict[int, Decimal] = {}
        for line, _delivery_line, quantity in rows:
            taken[line.pk] = taken.get(line.pk, ZERO) + quantity
        every = [(line, taken.get(line.pk, ZERO)) for line, _left in left]
        document.reductions = left_reductions(found, every, billed)
        return begin(actor, document, lines_of_parts([line for line, _left in left], rows))
