"""Recency, frequency and money of every customer, scored in bulk as the rule does (R-F8's)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

BEST = 5


def rfm(purchases: ibis.Table) -> ibis.Table:
    """Scores from 1 to 5 of each customer who ever bought: `company_id`, `rfm_recency`, `rfm_frequency`, `rfm_money`.

    `purchases` comes from the measure of this name; who never bought is left aside.
    """
    import ibis

    rows = purchases.filter(purchases.last_order_on.notnull())
    whole = rows.count().over(ibis.window())
    columns = {
        "rfm_recency": rows.last_order_on,
        "rfm_frequency": rows.orders_12_months,
        "rfm_money": rows.net_12_months_cents,
    }
    scores = {
        name: _score(ibis.rank().over(ibis.window(order_by=value.desc())), whole)
        for name, value in columns.items()
    }
    return rows.select("company_id", **scores)


def rfm_cells(scores: ibis.Table, bought: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Of each set and segment, customers (`number`) and revenue (`cents`) by recency and frequency."""
    rows = members.join(scores, "company_id").join(bought.select("company_id", "revenue_12"), "company_id")
    rows = rows.filter(rows.rfm_recency.notnull() & rows.rfm_frequency.notnull())
    return rows.group_by("scope_key", "segment", "rfm_recency", "rfm_frequency").aggregate(
        number=rows.count(), cents=rows.revenue_12.sum()
    )


def _score(rank: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """The rank starts at 0, as engines count it; equal values share the best one."""
    return (BEST - (BEST * rank) // whole).cast("int64")
