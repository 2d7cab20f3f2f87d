"""The statements that work out what customers bought: one pass of the database for many companies at once.

They are the same on SQLite and PostgreSQL. SQLite adds amounts as binary floats: what is compared or divided is
rounded to cents first, and rates are worked out on whole cents, so that both give what exact decimals would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

YEAR_DAYS = 365
HIGHEST_RATE = "99999.99"
_SALES = (
    "first_order_on", "last_order_on", "orders_count", "net_total", "net_12_months", "margin_12_months",
    "margin_rate_12_months", "as_of",
)  # fmt: skip
_PRODUCTS = ("last_ordered_on", "quantity", "net")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which companies: a condition on `{column}`, and its parameters."""

    condition: str
    parameters: tuple[int, ...]

    def on(self, column: str) -> str:
        """The condition on a column that holds the key of a company."""
        return self.condition.format(column=column)


def among(company_ids: list[int]) -> Scope:
    """These companies."""
    return Scope(f"{{column}} IN ({', '.join(['%s'] * len(company_ids))})", tuple(company_ids))


def between(first: int, last: int) -> Scope:
    """The companies whose keys lie from `first` to `last`, both included."""
    return Scope("{column} BETWEEN %s AND %s", (first, last))


def write_sales(scope: Scope, today: date) -> int:
    """Work out the figures of each company in the scope; returns how many rows were written."""
    year = (today - timedelta(days=YEAR_DAYS), today)
    return _run(_SALES_STATEMENT.format(scope=scope.on("company_id")), (*year, *scope.parameters, today))


def remove_sales(scope: Scope) -> int:
    """Remove the figures of companies that have no order any more; returns how many."""
    statement = f"""
        DELETE FROM orders_customersales WHERE {scope.on("company_id")} AND company_id NOT IN (
            SELECT company_id FROM orders_order WHERE {scope.on("company_id")} AND cancelled_at IS NULL
        )"""
    return _run(statement, scope.parameters * 2)


def write_products(scope: Scope) -> int:
    """Work out which products each company in the scope bought; returns how many rows were written."""
    return _run(_PRODUCTS_STATEMENT.format(scope=scope.on("bought.company_id")), scope.parameters)


def remove_products(scope: Scope) -> int:
    """Remove products that a company has no order of any more; returns how many."""
    statement = f"""
        DELETE FROM orders_customerproduct WHERE {scope.on("company_id")} AND (company_id, product_id) NOT IN (
            SELECT bought.company_id, line.product_id
            FROM orders_order AS bought CROSS JOIN orders_orderline AS line
            WHERE line.order_id = bought.id AND {scope.on("bought.company_id")}
                AND bought.cancelled_at IS NULL AND line.product_id IS NOT NULL
        )"""
    return _run(statement, scope.parameters * 2)


def _run(statement: str, parameters: tuple[Any, ...]) -> int:
    adapt = connection.ops.adapt_datefield_value
    ready = [adapt(each) if isinstance(each, date) else each for each in parameters]
    with connection.cursor() as cursor:
        cursor.execute(statement, ready)
        return int(cursor.rowcount)


def _written(table: str, columns: tuple[str, ...]) -> str:
    """What a conflict writes, and only where something differs: unchanged rows are not touched."""
    return (
        "SET " + ", ".join(f"{name} = excluded.{name}" for name in columns)
        + " WHERE " + " OR ".join(f"{table}.{name} IS DISTINCT FROM excluded.{name}" for name in columns)
    )  # fmt: skip


def _ours(amount: str) -> str:
    """An amount in the currency of the house. In another it counts for nothing: there is no rate to add it by."""
    return f"CASE WHEN currency IN ('', 'EUR') THEN {amount} ELSE 0 END"


# Half a cent goes away from zero, in whole cents.
_RATE = """
    CASE WHEN margin IS NULL OR recent <= 0 THEN NULL ELSE
        (CASE WHEN margin < 0 THEN -1 ELSE 1 END) * (
            (2 * ABS(margin) * 10000 + recent) / (2 * recent)
        ) END"""
_SALES_STATEMENT = f"""
    INSERT INTO orders_customersales (company_id, {", ".join(_SALES)})
    WITH bought AS (
        SELECT company_id, ordered_on, {_ours("net")} AS net, {_ours("cost")} AS cost,
            ordered_on > %s AND ordered_on <= %s AS in_year
        FROM orders_order WHERE {{scope}} AND cancelled_at IS NULL
    ), summed AS (
        SELECT company_id, MIN(ordered_on) AS first, MAX(ordered_on) AS last, COUNT(*) AS number,
            SUM(net) AS total,
            CAST(ROUND(COALESCE(SUM(net) FILTER (WHERE in_year), 0) * 100) AS BIGINT) AS recent,
            CASE WHEN COUNT(*) FILTER (WHERE in_year) > 0
                    AND COUNT(*) FILTER (WHERE in_year AND cost IS NULL) = 0
                THEN CAST(ROUND(SUM(net) FILTER (WHERE in_year) * 100) AS BIGINT)
                    - CAST(ROUND(SUM(cost) FILTER (WHERE in_year) * 100) AS BIGINT) END AS margin
        FROM bought GROUP BY company_id
    ), rated AS (SELECT summed.*, {_RATE} AS rate FROM summed)
    SELECT company_id, first, last, number, ROUND(total, 2), ROUND(recent / 100.0, 2), ROUND(margin / 100.0, 2),
        CASE WHEN rate / 100.0 > {HIGHEST_RATE} THEN {HIGHEST_RATE} WHEN rate / 100.0 < -{HIGHEST_RATE}
            THEN -{HIGHEST_RATE} ELSE ROUND(rate / 100.0, 2) END, %s
    FROM rated WHERE TRUE
    ON CONFLICT (company_id) DO UPDATE {_written("orders_customersales", _SALES)}"""
_PRODUCTS_STATEMENT = f"""
    INSERT INTO orders_customerproduct (company_id, product_id, {", ".join(_PRODUCTS)})
    SELECT bought.company_id, line.product_id, MAX(bought.ordered_on), ROUND(SUM(line.quantity), 3),
        ROUND(SUM({_ours("line.net")}), 2)
    FROM orders_order AS bought CROSS JOIN orders_orderline AS line
    WHERE line.order_id = bought.id AND {{scope}} AND bought.cancelled_at IS NULL AND line.product_id IS NOT NULL
    GROUP BY bought.company_id, line.product_id
    ON CONFLICT (company_id, product_id) DO UPDATE {_written("orders_customerproduct", _PRODUCTS)}"""
