"""An order that a quote came before keeps the margin that was allowed: its lines do not go round the approval."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.catalogue.rules.sale_lines import SaleLine
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.negotiation.queries.quote_floor import floor_on
from negoce.negotiation.rules.margin_floor import Floor, check_floor
from negoce.negotiation.words.quote import say_quote
from negoce.orders.models import OrderLineTerms, OrderTerms


def floor_of(terms: OrderTerms) -> Floor | None:
    """Where the lines of an order stand, as stored; None for one that no quote came before."""
    version = terms.quote_version
    if version is None:
        return None
    rows = OrderLineTerms.objects.filter(order=terms).order_by("position", "id")
    lines: Sequence[SaleLine] = [row.as_sale_line() for row in rows]
    floor = version.margin_floor if version.margin_floor is not None else floor_on(terms.order.ordered_on)
    return check_floor(lines, [""] * len(lines), terms.add_up(lines).value, floor).value


def refuse_less_margin(actor: Actor, before: Floor | None, after: Floor | None) -> None:
    """Refuse lines under the floor that leave less than those agreed, but from who may approve. Raises Refused."""
    if before is None or after is None or not after.needs_approval or actor.may(Permission.APPROVE_QUOTES):
        return
    if not before.needs_approval or after.missing > before.missing:
        raise Refused(say_quote(Finding("quote.under_floor", figures={"floor": after.floor})))
