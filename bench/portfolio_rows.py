"""Orders and their lines by the million, drawn by DuckDB: the same rows at every run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date

import duckdb
from django.db import connection

PRODUCTS = 3_000
LINES_AN_ORDER = 4
DAYS = 1_400
_PIECE = 50_000
# Buyers differ in pace, in when they began, and a part of them stopped.
_BUYERS = """
    CREATE TABLE buyer AS
    SELECT key, least(greatest(round(-ln(1 - d1) * {mean}), 1), 60)::INTEGER AS orders,
        (d2 * {days} * 0.8)::INTEGER AS began, CASE WHEN d3 < 0.35 THEN 0.3 + d4 * 0.6 ELSE 1 END AS stays
    FROM (
        SELECT key, draw(key, 1) AS d1, draw(key, 2) AS d2, draw(key, 3) AS d3, draw(key, 4) AS d4
        FROM (SELECT i + 1 AS key FROM range({companies}) t(i)) WHERE draw(key, 5) < 0.6
    )"""
_ORDERS = """
    CREATE TABLE bought AS
    SELECT row_number() OVER (ORDER BY key, place) AS id, key AS company,
        DATE '{today}' - CAST(
            {days} - began - floor(({days} - began) * stays * (place - 1 + draw(key, place + 10)) / orders) AS INTEGER
        ) AS day,
        1000 + CAST(floor(exp(6 + 2 * (draw(key, 7) - 0.5) + draw(key, place + 900)) * 100) AS BIGINT) AS cents
    FROM (SELECT buyer.*, unnest(range(1, orders + 1)) AS place FROM buyer)"""
_ORDER_COLUMNS = (
    "id", "public_id", "company_id", "reference", "ordered_on", "currency", "net", "cost", "lines_count", "source",
    "import_key", "created_at", "updated_at",
)  # fmt: skip
_ORDER_ROWS = """
    SELECT id, 'b' || lpad(id::VARCHAR, 11, '0'), company, 'C' || id, day::VARCHAR, 'EUR',
        printf('%.2f', cents / 100), printf('%.2f', (cents * 66 // 100) / 100), {lines}, 'demo', '',
        day::VARCHAR || ' 10:00:00+00', day::VARCHAR || ' 10:00:00+00'
    FROM bought WHERE id BETWEEN ? AND ? ORDER BY id"""
_LINE_COLUMNS = (
    "id", "order_id", "position", "product_id", "label", "quantity", "unit_price", "net", "cost",
)  # fmt: skip
_LINE_ROWS = """
    SELECT (id - 1) * {lines} + place, id, place, 1 + CAST(floor(pow(draw(id, place), 3) * {products}) AS INTEGER),
        'Produit', 10, printf('%.4f', part / 1000), printf('%.2f', part / 100), printf('%.2f', (part * 66 // 100) / 100)
    FROM (SELECT id, place, cents // {lines} AS part FROM bought, (SELECT unnest(range(1, {lines} + 1)) AS place)
        WHERE id BETWEEN ? AND ?) ORDER BY 1"""


def fill_orders(companies: int, lines: int, today: date) -> dict[str, int]:
    """Write about `lines` lines, four an order, of six companies in ten; returns how many rows there are."""
    engine = duckdb.connect()
    engine.execute("SET enable_progress_bar = false")
    engine.execute("CREATE MACRO draw(key, salt) AS (hash(key * 1000003 + salt) % 1000003) / 1000003.0")
    # The draw is cut at one order and at sixty: a little more is asked for.
    mean = max(1.0, lines / LINES_AN_ORDER / (companies * 0.6))
    engine.execute(_BUYERS.format(mean=mean, days=DAYS, companies=companies))
    engine.execute(_ORDERS.format(today=today, days=DAYS))
    number = engine.execute("SELECT count(*) FROM bought").fetchall()[0][0]
    given = {"lines": LINES_AN_ORDER, "products": PRODUCTS}
    _write(engine, "orders_order", _ORDER_COLUMNS, _ORDER_ROWS.format(**given), number, _PIECE)
    _write(engine, "orders_orderline", _LINE_COLUMNS, _LINE_ROWS.format(**given), number, _PIECE // 4)
    return {"orders": number, "order lines": number * LINES_AN_ORDER}


def _write(
    engine: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[str, ...],
    query: str,
    number: int,
    piece: int,
) -> None:
    started, names = time.perf_counter(), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for rows in _pieces(engine, query, number, piece):
                    copy.write("".join("\t".join(map(str, row)) + "\n" for row in rows))
        else:
            raw, marks = cursor.connection, ", ".join("?" * len(columns))
            raw.execute("BEGIN IMMEDIATE")
            for rows in _pieces(engine, query, number, piece):
                raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            raw.execute("COMMIT")
    print(f"  {table:<18}{number:>10,} orders {time.perf_counter() - started:6.1f} s", file=sys.stderr)


def _pieces(
    engine: duckdb.DuckDBPyConnection, query: str, number: int, piece: int
) -> Iterator[list[tuple[object, ...]]]:
    for first in range(1, number + 1, piece):
        yield engine.execute(query, [first, first + piece - 1]).fetchall()
