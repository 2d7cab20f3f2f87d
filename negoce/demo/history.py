"""Purchase histories: the real months shifted to today, and 24 months before them drawn from them."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import polars as pl

from negoce.demo.draws import draws
from negoce.demo.products import costs_by_code
from negoce.demo.rows import LineRow, OrderRow

SOURCE = Path(__file__).resolve().parent / "data" / "history.parquet"
FIRST_SOURCE_DAY, LAST_SOURCE_DAY = date(2010, 12, 1), date(2011, 9, 9)
SYNTHETIC_DAYS = 730
OLDER_SHARE = 0.92
YEARLY_PRICES = 0.97
SERVICE_COST = 0.75
USUAL_GAP = 75
USUAL_GAPS = (21, 28, 30, 35, 42, 49, 56, 60, 70, 84, 91, 112, 140)


@dataclass(frozen=True, slots=True)
class CustomerTotal:
    """A customer of the source: what it bought, its first order, the usual days between two."""

    number: int
    net_cents: int
    first_on: date
    usual_gap: int


def shift_for(today: date) -> timedelta:
    """Return the whole weeks that bring the last day of the source into the seven days that end today."""
    return timedelta(weeks=(today - LAST_SOURCE_DAY).days // 7)


def customer_since(seed: int, total: CustomerTotal) -> date:
    """Return the day, in the calendar of the source, since which a customer orders.

    Who orders at the beginning of the real months had ordered before; who comes long after, for its usual gap
    between orders, is new. Nobody is older than 24 months at the beginning.
    """
    source = draws(seed, "since", total.number)
    waited = (total.first_on - FIRST_SOURCE_DAY).days
    if source.random() > OLDER_SHARE * math.exp(-waited / (3 * total.usual_gap)):
        return total.first_on
    return FIRST_SOURCE_DAY - timedelta(days=min(source.randrange(180, SYNTHETIC_DAYS + 400), SYNTHETIC_DAYS))


@cache
def customer_totals() -> tuple[CustomerTotal, ...]:
    """Return the customers of the source, the biggest buyer first; dates are those of the source."""
    frame = (
        pl.scan_parquet(SOURCE)
        .group_by("customer")
        .agg(
            (pl.col("quantity").cast(pl.Int64) * pl.col("unit_cents")).sum().alias("net"),
            pl.col("date").min().alias("first"),
            _usual_gap().alias("gap"),
        )
        .sort(["net", "customer"], descending=[True, False])
        .collect()
    )
    return tuple(CustomerTotal(*row) for row in frame.iter_rows())


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


def synthetic_orders(
    seed: int, number: int, real: list[OrderRow], since: date, until: date
) -> Iterator[OrderRow]:
    """Yield made-up orders of a customer, the newest first, from the day before `until` back to `since`.

    `until` is the first day of the real months: none of those is touched. Gaps and baskets are drawn from the
    customer's own; who is a customer only since a real day has none (cohorts stay visible).
    """
    sales = [order for order in real if not order.is_return and order.net_cents > 0]
    if not sales or since >= until:
        return
    source = draws(seed, "synthetic", number)
    days = sorted({order.ordered_on for order in sales})
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)] or list(USUAL_GAPS)
    day, count = days[0], 0
    while True:
        gap = max(1, round(source.choice(gaps) * source.uniform(0.7, 1.5)))
        day = _working_day(min(day - timedelta(days=gap), until - timedelta(days=1)))
        if day < since:
            return
        count += 1
        yield _drawn_order(source, number, count, day, source.choice(sales), until)


def _working_day(day: date) -> date:
    """The source sells on no Saturday."""
    return day - timedelta(days=1) if day.weekday() == 5 else day


def _drawn_order(
    source: random.Random, number: int, count: int, day: date, model: OrderRow, until: date
) -> OrderRow:
    prices = YEARLY_PRICES ** (1 + (until - day).days / 365)
    kept = [line for line in model.lines if source.random() < 0.75] or list(model.lines[:1])
    lines = tuple(_drawn_line(source, line, prices) for line in kept)
    key = f"demo:synthetic:{number}:{count}"
    return OrderRow(key, f"demo:customer:{number}", f"S-{number}-{count:03d}", day, False, True, lines)


def _drawn_line(source: random.Random, line: LineRow, prices: float) -> LineRow:
    quantity = max(1, round(line.quantity * source.uniform(0.7, 1.25)))
    unit = round(line.unit_cents * prices)
    cost = round(line.cost_cents * prices * quantity / line.quantity)
    return LineRow(line.code, quantity, unit, quantity * unit, cost)


def _usual_gap() -> pl.Expr:
    days = pl.col("date").filter(~pl.col("is_return")).unique().sort()
    median = days.diff().dt.total_days().median()
    return median.fill_null(USUAL_GAP).clip(7, 120).cast(pl.Int64)


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
        net, cost = quantity * unit, costs.get(code)
        lines.append(
            LineRow(code, quantity, unit, net, round(net * SERVICE_COST) if cost is None else quantity * cost)
        )
    if current is not None:
        yield _order(current, lines, shift)


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
