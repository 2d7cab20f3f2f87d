"""Purchase histories of the source: its real months shifted to today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import polars as pl

from negoce.demo.products import costs_by_code, families_by_code
from negoce.demo.rows import LineRow, OrderRow

SOURCE = Path(__file__).resolve().parent / "data" / "history.parquet"
FIRST_SOURCE_DAY, LAST_SOURCE_DAY = date(2010, 12, 1), date(2011, 9, 9)
REAL_DAYS = (LAST_SOURCE_DAY - FIRST_SOURCE_DAY).days + 1
# Most of what is no good corrects goods: it costs what they do on average.
SERVICE_COST = 0.62
# What a line costs us, as a share of its price. A price further from the cost than that is a slip of the hand, which
# a manual correction takes back elsewhere: it costs what corrections do.
LEAST_COST, MOST_COST, SLIP = 0.2, 1.3, 0.1


@dataclass(frozen=True, slots=True)
class CustomerTotal:
    """A customer of the source: what it bought, when first, and on how many days; on none if it only gave back."""

    number: int
    net_cents: int
    first_on: date
    days: int


def shift_for(today: date) -> timedelta:
    """Return the whole weeks that bring the last day of the source into the seven days that end today."""
    return timedelta(weeks=(today - LAST_SOURCE_DAY).days // 7)


@cache
def customer_totals() -> tuple[CustomerTotal, ...]:
    """Return the customers of the source, the biggest buyer first; dates are those of the source."""
    frame = (
        pl.scan_parquet(SOURCE)
        .group_by("customer")
        .agg(
            (pl.col("quantity").cast(pl.Int64) * pl.col("unit_cents")).sum().alias("net"),
            pl.col("date").min().alias("first"),
            pl.col("date").filter(~pl.col("is_return")).n_unique().alias("days"),
        )
        .sort(["net", "customer"], descending=[True, False])
        .collect()
    )
    return tuple(CustomerTotal(*row) for row in frame.iter_rows())


@cache
def customers_who_took(family: str) -> frozenset[int]:
    """Return the customers of the source with a line of this family, bought or given back."""
    codes = [code for code, each in families_by_code().items() if each == family]
    lines = pl.scan_parquet(SOURCE).filter(pl.col("code").is_in(codes))
    return frozenset(lines.select(pl.col("customer").unique()).collect()["customer"].to_list())


def count_invoices(numbers: Iterable[int]) -> int:
    """Return how many invoices, returns included, these customers have."""
    lines = pl.scan_parquet(SOURCE).filter(pl.col("customer").is_in(list(numbers)))
    return int(lines.select(pl.col("invoice").n_unique()).collect().item())


def real_orders(numbers: Iterable[int], today: date) -> Iterator[OrderRow]:
    """Yield the orders of the real months of these customers, the newest first."""
    frame = (
        pl.read_parquet(SOURCE)
        .filter(pl.col("customer").is_in(list(numbers)))
        .sort(["date", "invoice"], descending=True, maintain_order=True)
    )
    yield from _orders(frame, shift_for(today))


def orders_of_customers(numbers: Iterable[int], today: date) -> dict[int, list[OrderRow]]:
    """Return the real orders of each customer, the oldest first."""
    found: dict[int, list[OrderRow]] = {number: [] for number in numbers}
    for order in real_orders(found, today):
        found[int(order.company_key.rsplit(":", 1)[1])].append(order)
    for orders in found.values():
        orders.reverse()
    return found


def _orders(frame: pl.DataFrame, shift: timedelta) -> Iterator[OrderRow]:
    """Yield the orders of a frame whose lines of one invoice follow each other."""
    costs = costs_by_code()
    current: tuple[int, int, bool, date] | None = None
    lines: list[LineRow] = []
    columns = (frame["customer"], frame["invoice"], frame["is_return"], frame["date"], frame["code"])
    cells = (*columns, frame["quantity"], frame["unit_cents"])
    for customer, invoice, is_return, day, code, quantity, unit in zip(
        *(c.to_list() for c in cells), strict=True
    ):
        if current is None or current[1] != invoice:
            if current is not None:
                yield _order(current, lines, shift)
            current, lines = (customer, invoice, is_return, day), []
        net = quantity * unit
        lines.append(LineRow(code, quantity, unit, net, _cost(quantity, net, costs.get(code))))
    if current is not None:
        yield _order(current, lines, shift)


def _cost(quantity: int, net: int, unit_cost: int | None) -> int:
    """What a line costs, in cents; below zero for a return. What is given away costs what it costs."""
    cost = None if unit_cost is None else quantity * unit_cost
    if cost is None or abs(cost) < SLIP * abs(net):
        return round(net * SERVICE_COST)
    if net == 0:
        return cost
    least, most = sorted((round(net * LEAST_COST), round(net * MOST_COST)))
    return min(max(cost, least), most)


def _order(head: tuple[int, int, bool, date], lines: list[LineRow], shift: timedelta) -> OrderRow:
    customer, invoice, is_return, day = head
    reference = f"{'RET' if is_return else 'CDE'}-{invoice}"
    return OrderRow(
        f"demo:invoice:{invoice}",
        f"demo:customer:{customer}",
        reference,
        day + shift,
        is_return,
        False,
        tuple(lines),
    )
