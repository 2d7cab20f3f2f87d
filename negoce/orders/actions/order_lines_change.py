"""Replaces the lines of an order while nothing of it left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_checks import (
    check_lines,
    held_order,
    refuse_cancelled,
    tell,
)
from negoce.orders.actions.order_floor import floor_of, refuse_less_margin
from negoce.orders.actions.order_write import write_order
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.models import Delivery, Order, OrderTerms
from negoce.orders.rules.agreed_lines import AgreedLine


def change_lines(
    actor: Actor,
    order: Order,
    *,
    lines: Sequence[AgreedLine],
    reductions: Sequence[Reduction] = (),
    shipping: Decimal | None = None,
    revision: int | None = None,
) -> OrderTerms:
    """Replace the lines while nothing was delivered or invoiced; shipping too, where it is given.

    Raises NotAllowed, Conflict, Refused: for less than the margin that was allowed on the quote, too, and while an
    invoice or its draft bills the lines that are there.
    """
    require(actor, Permission.MANAGE_ORDERS)
    check_lines(lines)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        refuse_cancelled(terms)
        if terms.invoiced_net or Delivery.objects.filter(order=terms).exists():
            raise Refused(
                _(
                    "Une partie de cette commande est livrée ou facturée : ses lignes ne changent plus. Soldez le "
                    "reste, puis saisissez une nouvelle commande."
                )
            )
        before, floor = terms.order.net, floor_of(terms)
        terms.reductions = stored_reductions(reductions)
        terms.shipping = terms.shipping if shipping is None else round_money(shipping)
        try:
            write_order(terms.order, terms, lines)
        except ProtectedError as bound:
            raise Refused(
                _(
                    "Une facture ou son brouillon reprend les lignes de cette commande. Supprimez d’abord le brouillon,"
                    " ou saisissez une nouvelle commande. Rien n’a été changé."
                )
            ) from bound
        refuse_less_margin(actor, floor, floor_of(terms))
        refresh_sales([terms.order.company_id])
        tell(actor, terms.order, "changed", {"lines": (before, terms.order.net)})
    return terms
