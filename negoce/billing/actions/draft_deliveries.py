"""Drafts one invoice of several deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_begin import begin, from_order
from negoce.billing.actions.draft_lines import day_of, lines_of_deliveries
from negoce.billing.actions.draft_reductions import left_reductions
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.to_invoice import (
    billed_of,
    delivery_lines_left,
    invoiceable_deliveries,
    lines_by_order,
)
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.models import Delivery, OrderTerms

ZERO = Decimal(0)
MOST_DELIVERIES = 200


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
        document = from_order(first, supplied_on=max(day_of(each) for each in found))
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
        return begin(actor, document, lines_of_deliveries(found, rows, lines))


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
