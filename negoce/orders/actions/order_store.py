"""Puts new orders and their lines into their tables.

Keys are taken beforehand, so that an order and its lines go in together. The figures of their customers follow from
all orders (`sales_due`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from negoce.kit.public_id import new_public_ids
from negoce.orders.enums import OrderSource

_ORDER = (
    "id", "public_id", "company_id", "reference", "ordered_on", "currency", "net", "lines_count", "source",
    "import_key", "created_at", "updated_at",
)  # fmt: skip


Cell = int | str | None
_COPIED = 1_000
NULL = "\\N"
_SPECIAL = re.compile(r"[\\\x08-\x0d]")
_ESCAPES = str.maketrans(
    {"\\": r"\\", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f", "\r": r"\r"}
)

# A line of an order, as it is stored; amounts in euros, exact.
LINE_FIELDS = ("position", "product_id", "label", "quantity", "unit_price", "net")
Line = tuple[int, int | None, str, Decimal, Decimal, Decimal]


@dataclass(slots=True)
class NewOrder:
    """An order that is not stored yet."""

    company_id: int
    reference: str
    ordered_on: date
    currency: str
    net: Decimal
    lines: Sequence[Line]


def net_of(lines: Iterable[Line]) -> Decimal:
    """The sum of lines."""
    return sum([net for *_others, net in lines], Decimal(0))


def insert_orders(orders: Sequence[NewOrder], moment: datetime) -> Sequence[int]:
    """Store new orders with their lines; returns their keys. In the caller's transaction, which writes."""
    if not orders:
        return ()
    keys = _take_keys(len(orders))
    at = str(connection.ops.adapt_datetimefield_value(moment))
    imported = OrderSource.IMPORTED.value
    rows = [
        (
            key, public_id, order.company_id, order.reference, order.ordered_on.isoformat(), order.currency,
            f"{order.net:f}", len(order.lines), imported, f"{order.company_id}:{order.reference}"[:120], at, at,
        )
        for key, public_id, order in zip(keys, new_public_ids(len(orders)), orders, strict=True)
    ]  # fmt: skip
    _insert("orders_order", _ORDER, rows)
    insert_lines((key, order.lines) for key, order in zip(keys, orders, strict=True))
    return keys


def insert_lines(orders: Iterable[tuple[int, Sequence[Line]]]) -> None:
    """Store the lines of orders, given as (key of the order, lines)."""
    rows = [
        (key, position, product, label, f"{quantity:f}", f"{price:f}", f"{net:f}")
        for key, lines in orders
        for position, product, label, quantity, price, net in lines
    ]
    _insert("orders_orderline", ("order_id", *LINE_FIELDS), rows)


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


def _insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for start in range(0, len(rows), _COPIED):
                copy.write("".join(map(_copied, rows[start : start + _COPIED])))


def _copied(row: tuple[Cell, ...]) -> str:
    """A row in the text format of COPY; the driver takes several times longer, value by value."""
    return "\t".join([NULL if cell is None else _escaped(cell) for cell in row]) + "\n"


def _escaped(cell: int | str) -> str:
    text = str(cell)
    return text if _SPECIAL.search(text) is None else text.translate(_ESCAPES)
