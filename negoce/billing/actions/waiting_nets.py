"""What the deliveries and the orders that wait would come to once invoiced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.billing.actions.draft_reductions import part_net
from negoce.billing.queries.to_invoice import (
    billed_by_order,
    delivered_lines,
    delivery_lines_left,
    invoiceable_deliveries,
    line_left,
    lines_by_order,
)
from negoce.billing.queries.waiting import left_net
from negoce.identity.rules.actor import Actor
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, DeliveryLine, OrderLineTerms, OrderTerms


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


def delivered_nets(actor: Actor, orders: Sequence[OrderTerms]) -> Mapping[int, Decimal]:
    """Return what of each order is delivered and not invoiced, and left of its services, by key; excluding VAT.

    Shipping not invoiced yet is part of it: the next invoice bears it. In four queries, whatever the number of orders.
    """
    keys = [each.pk for each in orders]
    delivered: dict[int, list[tuple[DeliveryLine, Decimal]]] = defaultdict(list)
    for row, quantity in delivery_lines_left(list(invoiceable_deliveries(actor).filter(order__in=keys))):
        delivered[row.line.order_id].append((row, quantity))
    lines, billed = lines_by_order(keys), billed_by_order(keys)
    return {
        each.pk: _delivered_net(each, lines[each.pk], delivered[each.pk], billed[each.pk].shipping)
        for each in orders
    }


def _delivered_net(
    order: OrderTerms,
    lines: Sequence[OrderLineTerms],
    delivered: Sequence[tuple[DeliveryLine, Decimal]],
    shipped: Decimal,
) -> Decimal:
    left = {line.pk: line_left(line, order.state) for line in lines}
    parts: dict[int, Decimal] = {}
    for line, _delivery_line, quantity in delivered_lines(
        [(line, left[line.pk]) for line in lines], delivered
    ):
        parts[line.pk] = parts.get(line.pk, Decimal(0)) + quantity
    if not parts:
        return Decimal(0)
    is_whole = all(parts.get(key, Decimal(0)) == quantity for key, quantity in left.items())
    if is_whole and order.state != OrderState.CLOSED.value:
        return left_net(order)
    net = part_net(order, [(line, parts[line.pk]) for line in lines if line.pk in parts])
    return net + max(order.shipping - shipped, Decimal(0))
