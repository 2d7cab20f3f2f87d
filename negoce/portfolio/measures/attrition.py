"""Who was a customer at the start of a period, who left, came and came back: heads and euros, by any group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

LOST = "lost"


def movements(
    bought: ibis.Table,
    before: ibis.Table,
    after: ibis.Table,
    start: date,
    end: date,
    period: str,
    lost_days: int = 360,
) -> ibis.Table:
    """One row for each company that bought up to `end`, with what it did since `start`.

    `bought` is `customers(…)`, `before` and `after` hold `company_id` and `status` on both days. A customer is who
    bought and is not lost (a dormant one is still a customer): columns `started`, `aged` (of these, who had bought for
    the first time `lost_days` before the start or earlier), `lost` (of these that started), `new`,
    `back` (lost at the start, customer at the end), each 0 or 1; `lost_cents` (revenue of the year before the start),
    `back_cents` and `new_cents` (revenue of the last 365 days); `period` is its name.
    """
    import ibis

    rows = bought.filter(bought.first_on <= end)
    rows = rows.left_join(before.select("company_id", was=before.status), "company_id").drop(
        "company_id_right"
    )
    rows = rows.left_join(after.select("company_id", now=after.status), "company_id").drop("company_id_right")
    gone, went = rows.now.fill_null("") == LOST, rows.was.fill_null("") == LOST
    existed = rows.first_on <= start
    flags = rows.mutate(
        started=(existed & ~went).ifelse(1, 0),
        aged=((rows.first_on <= start - timedelta(days=lost_days)) & ~went).ifelse(1, 0),
        lost=(existed & ~went & gone).ifelse(1, 0),
        new=(~existed & ~gone).ifelse(1, 0),
        back=(existed & went & ~gone).ifelse(1, 0),
    )
    return flags.mutate(
        lost_cents=flags.lost * flags[f"before_{period}"],
        back_cents=flags.back * flags.revenue_12,
        new_cents=flags.new * flags.revenue_12,
        period=ibis.literal(period),
    ).select("company_id", "period", *SUMS)


SUMS = ("started", "aged", "lost", "new", "back", "lost_cents", "back_cents", "new_cents")


def heads(moves: ibis.Table, members: ibis.Table, by: Sequence[str] = ()) -> ibis.Table:
    """The sums of `movements` for each set, segment and period, and each value of the columns `by` of `moves`."""
    rows = members.join(moves, "company_id")
    return rows.group_by("scope_key", "segment", "period", *by).aggregate(
        **{name: rows[name].sum().fill_null(0) for name in SUMS}
    )
