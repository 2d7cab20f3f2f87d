"""Orders and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from negoce.demo.draws import stable_public_id
from negoce.demo.moments import midnight
from negoce.demo.rows import OrderRow
from negoce.demo.seeding.bulk import allocate_ids, euros, insert_rows
from negoce.demo.seeding.keys import Keys
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order, OrderLine

ORDER_COLUMNS = (
    "id",
    "public_id",
    "company_id",
    "reference",
    "ordered_on",
    "net",
    "cost",
    "lines_count",
    "source",
    "import_key",
    "created_at",
    "updated_at",
)
LINE_COLUMNS = ("order_id", "position", "product_id", "label", "quantity", "unit_price", "net", "cost")


def write_orders(rows: Sequence[OrderRow], keys: Keys) -> None:
    """Insert orders with their lines."""
    ids = allocate_ids(Order, len(rows))
    insert_rows(Order, ORDER_COLUMNS, [_order(row, key, keys) for row, key in zip(rows, ids, strict=True)])
    insert_rows(OrderLine, LINE_COLUMNS, _lines(rows, ids, keys))


def _order(row: OrderRow, key: int, keys: Keys) -> tuple[Any, ...]:
    moment = midnight(row.ordered_on)
    source = OrderSource.DEMO_SYNTHETIC if row.is_synthetic else OrderSource.DEMO
    return (
        key,
        stable_public_id("order", row.key),
        keys.companies[row.company_key],
        row.reference,
        row.ordered_on,
        euros(row.net_cents),
        euros(sum(line.cost_cents for line in row.lines)),
        len(row.lines),
        source.value,
        row.key,
        moment,
        moment,
    )


def _lines(rows: Sequence[OrderRow], ids: Sequence[int], keys: Keys) -> Iterator[tuple[Any, ...]]:
    products = keys.products
    for row, order in zip(rows, ids, strict=True):
        for position, line in enumerate(row.lines, 1):
            product, label = products[line.code]
            yield (
                order,
                position,
                product,
                label,
                line.quantity,
                euros(line.unit_cents),
                euros(line.net_cents),
                euros(line.cost_cents),
            )
