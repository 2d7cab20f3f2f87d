"""Who still buys, quarter after quarter, of those who began together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import ibis


def cohorts(orders: ibis.Table, members: ibis.Table, as_of: date, quarters: int = 8) -> ibis.Table:
    """Customers who bought in each quarter since the one of their first purchase: `began`, `age`, `number`.

    `began` counts quarters (year × 4 + 0 to 3), `age` how many lie between; only those who began in the last `quarters`
    quarters, the present one included.
    """
    past = orders.filter((orders.day <= as_of) & orders.is_purchase)
    quarter = (past.day.year() * 4 + past.day.quarter() - 1).cast("int64")
    active = past.select("company_id", quarter=quarter).distinct()
    first = active.group_by("company_id").aggregate(began=active.quarter.min())
    first = first.filter(first.began > quarter_of(as_of) - quarters)
    rows = active.join(first, "company_id")
    rows = members.join(rows.select("company_id", "began", age=rows.quarter - rows.began), "company_id")
    return rows.group_by("scope_key", "segment", "began", "age").aggregate(number=rows.count())


def quarter_of(day: date) -> int:
    """The quarter of a day, as `cohorts` counts them."""
    return day.year * 4 + (day.month - 1) // 3
