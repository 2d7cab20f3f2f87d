"""What the deliveries that wait would come to once invoiced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.billing.actions.draft_reductions import part_net
from negoce.billing.queries.to_invoice import delivery_lines_left
from negoce.orders.models import Delivery, OrderLineTerms, OrderTerms


def delivery_nets(deliveries: Sequence[Delivery]) -> Mapping[int, Decimal]:
    """Return what is left to invoice of each delivery, by key, excluding VAT and shipping; in one query.

    The caller has read them as somebody who sees them.
    """
    orders: dict[int, OrderTerms] = {}
    parts: dict[int, list[tuple[OrderLineTerms, Decimal]]] = defaultdict(list)
    for row, quantity in delivery_lines_left(deliveries):
        orders[row.delivery_id] = row.line.order
        parts[row.delivery_id].append((row.line, quantity))
    nets = {key: part_net(orders[key], lines) for key, lines in parts.items()}
    return {each.pk: nets.get(each.pk, Decimal(0)) for each in deliveries}
