"""The lines of a draft that invoices a part of an order: what is billed, under the titles and notes of the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from negoce.billing.actions.draft_reductions import line_reductions_of_part
from negoce.billing.actions.draft_writing import DraftLine, as_draft_line
from negoce.billing.rules.headings import headings_kept
from negoce.catalogue.enums import LineKind
from negoce.kit.dates import format_date
from negoce.orders.models import Delivery, DeliveryLine, OrderLineTerms

# A line of an order, the line of a delivery when there is one, and the quantity invoiced now.
Part = tuple[OrderLineTerms, int | None, Decimal]


def lines_of_parts(every: Sequence[OrderLineTerms], parts: Iterable[Part]) -> list[DraftLine]:
    """Return the lines of a draft for parts of one order; `every` are all lines of that order, in their order.

    Titles and notes follow where something below them is invoiced.
    """
    taken: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        taken[part[0].pk].append(part)
    kept = headings_kept([LineKind(line.kind) for line in every], [line.pk in taken for line in every])
    lines: list[DraftLine] = []
    for line, is_kept in zip(every, kept, strict=True):
        if is_kept and line.kind != LineKind.ITEM.value:
            lines.append(as_draft_line(line, quantity=Decimal(0)))
        lines += [_billed(*part) for part in taken.get(line.pk, ())]
    return lines


def lines_of_deliveries(
    deliveries: Sequence[Delivery],
    rows: Sequence[tuple[DeliveryLine, Decimal]],
    lines: Mapping[int, Sequence[OrderLineTerms]],
) -> list[DraftLine]:
    """Return the lines of a draft for what is left of deliveries; of several, a title names each.

    `rows` as `delivery_lines_left` gives them, `lines` all those of each order by its key.
    """
    found: list[DraftLine] = []
    for delivery in deliveries:
        parts = [(row.line, row.pk, quantity) for row, quantity in rows if row.delivery_id == delivery.pk]
        if parts and len(deliveries) > 1:
            words = f"Livraison {delivery.number} du {format_date(day_of(delivery), 'fr')}"
            found.append(DraftLine(kind=LineKind.TITLE.value, label=words))
        found += lines_of_parts(lines[delivery.order_id], parts)
    return found


def day_of(delivery: Delivery) -> date:
    """When what is invoiced of a delivery was supplied: its arrival, else the day when it left."""
    day = delivery.delivered_on or delivery.shipped_on
    assert day is not None
    return day


def _billed(line: OrderLineTerms, delivery_line: int | None, quantity: Decimal) -> DraftLine:
    return as_draft_line(
        line,
        quantity=quantity,
        reductions=line_reductions_of_part(line, quantity),
        order_line_id=line.pk,
        delivery_line_id=delivery_line,
    )
