"""What a year of orders brought by customer, and what their first, second, third order brings on average."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

MOST_RANKS = 12


def sales_between(orders: ibis.Table, first: date, last: date) -> ibis.Table:
    """One row a company that ordered between two days, both included.

    Columns: `company_id`, `net_cents`, `cost_cents` (of the orders whose cost is known), `uncosted` (orders whose cost
    is not). A return lowers both.
    """
    kept = orders.filter((orders.day >= first) & (orders.day <= last))
    return kept.group_by("company_id").aggregate(
        net_cents=kept.net_cents.sum(),
        cost_cents=kept.cost_cents.sum().fill_null(0),
        uncosted=kept.cost_cents.isnull().ifelse(1, 0).sum(),
    )


def rank_margins(orders: ibis.Table, as_of: date) -> ibis.Table:
    """The margin of a customer's n-th purchase, over those whose cost is known.

    Columns: `rank` from 1 to MOST_RANKS, `margin_cents` (their sum), `customers` (how many orders it is of).
    """
    import ibis

    bought = orders.filter(orders.is_purchase & (orders.day <= as_of))
    in_turn = ibis.window(group_by="company_id", order_by=["day", "order_id"])
    placed = bought.mutate(rank=ibis.row_number().over(in_turn) + 1)
    known = placed.filter(placed.cost_cents.notnull() & (placed.rank <= MOST_RANKS))
    return (
        known.group_by("rank")
        .aggregate(margin_cents=(known.net_cents - known.cost_cents).sum(), customers=known.count())
        .order_by("rank")
    )
