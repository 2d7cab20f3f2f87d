"""Puts new orders and their lines into their tables, and adds them to the figures of their customers.

Keys are taken beforehand, so that an order and its lines go in together. A figure that is of today only needs the
new orders added; every other one is worked out from all orders (`sales_statements`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from negoce.kit.public_id import new_public_ids
from negoce.orders.actions.sales_statements import YEAR_DAYS, among, write_products, write_sales
from negoce.orders.enums import OrderSource

_PIECE = 500
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


def add_to_sales(orders: Sequence[NewOrder], today: date) -> None:
    """Bring the figures of the customers of new orders, stored already, up to date."""
    companies = sorted({order.company_id for order in orders})
    current = _of_today(companies, today)
    others = [key for key in companies if key not in current]
    for start in range(0, len(others), _PIECE):
        scope = among(others[start : start + _PIECE])
        write_sales(scope, today)
        write_products(scope)
    added = [order for order in orders if order.company_id in current]
    if added:
        _add_sales(added, today)
        _add_products(added)


def _of_today(companies: Sequence[int], today: date) -> set[int]:
    found: set[int] = set()
    day, _amount = _writers()
    with connection.cursor() as cursor:
        for start in range(0, len(companies), _PIECE):
            scope = among(list(companies[start : start + _PIECE]))
            cursor.execute(
                f"SELECT company_id FROM orders_customersales WHERE {scope.on('company_id')} AND as_of = %s",
                (*scope.parameters, day(today)),
            )
            found.update(row[0] for row in cursor.fetchall())
    return found


def _add_sales(orders: Sequence[NewOrder], today: date) -> None:
    """A new order of the year has no cost: the margin of its customer is not known any more."""
    oldest = today - timedelta(days=YEAR_DAYS)
    sums: dict[int, list[Any]] = {}
    day, amount = _writers()
    for order in orders:
        recent = oldest < order.ordered_on <= today
        row = sums.get(order.company_id)
        if row is None:
            row = sums[order.company_id] = [
                order.ordered_on,
                order.ordered_on,
                0,
                Decimal(0),
                Decimal(0),
                False,
            ]
        row[0] = min(row[0], order.ordered_on)
        row[1] = max(row[1], order.ordered_on)
        row[2] += 1
        row[3] += order.net
        if recent:
            row[4] += order.net
            row[5] = True
    rows = [
        (key, day(row[0]), day(row[1]), row[2], amount(row[3]), amount(row[4]), int(row[5]))
        for key, row in sums.items()
    ]
    _run_with(_ADD_SALES, rows)


def _add_products(orders: Sequence[NewOrder]) -> None:
    sums: dict[tuple[int, int], list[Any]] = {}
    day, amount = _writers()
    for order in orders:
        for line in order.lines:
            if line.product_id is None:
                continue
            row = sums.get((order.company_id, line.product_id))
            if row is None:
                sums[order.company_id, line.product_id] = [order.ordered_on, line.quantity, line.net]
            else:
                row[:] = max(row[0], order.ordered_on), row[1] + line.quantity, row[2] + line.net
    rows = [
        (company, product, day(row[0]), amount(row[1]), amount(row[2]))
        for (company, product), row in sorted(sums.items())
    ]
    _run_with(_ADD_PRODUCTS, rows)


def _run_with(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement for many rows of values at once, in pieces."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _PIECE):
            piece = rows[start : start + _PIECE]
            marks = "(" + ", ".join(["%s"] * len(piece[0])) + ")"
            values = ", ".join([marks] * len(piece))
            cursor.execute(statement.format(values=values), [value for row in piece for value in row])


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


# The columns of a list of values are named column1, column2… on both databases.
_ADD_SALES = """
    WITH added AS (
        SELECT column1 AS company, column2 AS first, column3 AS last, column4 AS number, column5 AS total,
            column6 AS recent, column7 AS in_year
        FROM (VALUES {values}) AS given
    )
    UPDATE orders_customersales SET
        first_order_on = CASE WHEN first_order_on < added.first THEN first_order_on ELSE added.first END,
        last_order_on = CASE WHEN last_order_on > added.last THEN last_order_on ELSE added.last END,
        orders_count = orders_count + added.number,
        net_total = ROUND(net_total + added.total, 2),
        net_12_months = ROUND(net_12_months + added.recent, 2),
        margin_12_months = CASE WHEN added.in_year = 1 THEN NULL ELSE margin_12_months END,
        margin_rate_12_months = CASE WHEN added.in_year = 1 THEN NULL ELSE margin_rate_12_months END
    FROM added WHERE company_id = added.company"""
_ADD_PRODUCTS = """
    INSERT INTO orders_customerproduct (company_id, product_id, last_ordered_on, quantity, net)
    VALUES {values}
    ON CONFLICT (company_id, product_id) DO UPDATE SET
        last_ordered_on = CASE WHEN excluded.last_ordered_on > orders_customerproduct.last_ordered_on
            THEN excluded.last_ordered_on ELSE orders_customerproduct.last_ordered_on END,
        quantity = ROUND(orders_customerproduct.quantity + excluded.quantity, 3),
        net = ROUND(orders_customerproduct.net + excluded.net, 2)"""
