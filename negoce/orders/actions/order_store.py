"""Puts new orders and their lines into their tables.

Keys are taken beforehand, so that an order and its lines go in together. The figures of their customers follow from
all orders (`sales_due`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from negoce.kit.public_id import new_public_ids
from negoce.orders.enums import OrderSource

_ORDER = (
    "id", "public_id", "company_id", "reference", "ordered_on", "currency", "net", "lines_count", "source",
    "import_key", "created_at", "updated_at",
)  # fmt: skip
_LINE = ("order_id", "position", "product_id", "label", "quantity", "unit_price", "net")


class Line(NamedTuple):
    """A line of an order, as it is stored; amounts in euros, exact."""

    position: int
    product_id: int | None
    label: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order that is not stored yet."""

    company_id: int
    reference: str
    ordered_on: date
    currency: str
    net: Decimal
    lines: Sequence[Line]


def insert_orders(orders: Sequence[NewOrder], moment: datetime) -> Sequence[int]:
    """Store new orders with their lines; returns their keys. In the caller's transaction, which writes."""
    if not orders:
        return ()
    keys = _take_keys(len(orders))
    at = connection.ops.adapt_datetimefield_value(moment)
    day, amount = _writers()
    imported = OrderSource.IMPORTED.value
    rows = (
        (
            key, public_id, order.company_id, order.reference, day(order.ordered_on), order.currency,
            amount(order.net), len(order.lines), imported, f"{order.company_id}:{order.reference}"[:120], at, at,
        )
        for key, public_id, order in zip(keys, new_public_ids(len(orders)), orders, strict=True)
    )  # fmt: skip
    _insert("orders_order", _ORDER, rows)
    insert_lines((key, order.lines) for key, order in zip(keys, orders, strict=True))
    return keys


def insert_lines(orders: Iterable[tuple[int, Sequence[Line]]]) -> None:
    """Store the lines of orders, given as (key of the order, lines)."""
    _day, amount = _writers()
    rows = (
        (
            key, line.position, line.product_id, line.label, amount(line.quantity), amount(line.unit_price),
            amount(line.net),
        )
        for key, lines in orders
        for line in lines
    )  # fmt: skip
    _insert("orders_orderline", _LINE, rows)


def _take_keys(count: int) -> range | list[int]:
    """Keys for new orders. On SQLite the writer is alone: they follow the last one."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'orders_order'")
            row = cursor.fetchone()
            first = (row[0] if row else 0) + 1
            return range(first, first + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('orders_order', 'id')) FROM generate_series(1, %s)",
            (count,),
        )
        return [row[0] for row in cursor.fetchall()]


def _insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))


def _writers() -> tuple[Callable[[date], Any], Callable[[Decimal], Any]]:
    """How days and amounts are given to the database; asked once for many values."""
    return (date.isoformat, "{:f}".format) if connection.vendor == "sqlite" else (_same, _same)


def _same(value: Any) -> Any:
    return value
