"""What each company bought, as balance, attrition, concentration and cohorts read it: one row a company."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negoce.portfolio.measures.purchases import YEAR_DAYS

if TYPE_CHECKING:
    import ibis

_YEAR = timedelta(days=YEAR_DAYS)


def customers(orders: ibis.Table, as_of: date, starts: Mapping[str, date]) -> ibis.Table:
    """One row for each customer: a company with a purchase up to `as_of`. Whole cents; a return lowers them.

    Who only ever brought goods back bought nothing (R-F1 counts orders): `strays` tells of them. Columns: `first_on`,
    `last_on` (days of purchase); `revenue_12`, over the 365 days up to `as_of`;
    `first_year` (revenue of the 365 days from the first purchase); `margin_last_year` (margin of the 365 days up to the
    last purchase, null when one of their costs is not known); for each of `starts`, `before_<key>`: the revenue of the
    365 days up to that day.
    """
    past = orders.filter(orders.day <= as_of)
    edges = past.filter(past.is_purchase)
    edges = edges.group_by("company_id").aggregate(first_on=edges.day.min(), last_on=edges.day.max())
    rows = past.join(edges, "company_id")
    is_recent = rows.day > as_of - _YEAR
    begins = rows.day < rows.first_on + _days(YEAR_DAYS)
    ends = (rows.day > rows.last_on - _days(YEAR_DAYS)) & (rows.day <= rows.last_on)
    before = {
        f"before_{key}": _sum(rows, (rows.day <= start) & (rows.day > start - _YEAR))
        for key, start in starts.items()
    }
    summed = rows.group_by("company_id").aggregate(
        first_on=rows.first_on.min(),
        last_on=rows.last_on.max(),
        revenue_12=_sum(rows, is_recent),
        first_year=_sum(rows, begins),
        margin=ends.ifelse(rows.net_cents - rows.cost_cents, 0).sum(),
        unknown=(ends & rows.cost_cents.isnull()).ifelse(1, 0).sum(),
        **before,
    )
    known = (summed.unknown == 0).ifelse(summed.margin, _no_number())
    return summed.mutate(margin_last_year=known).drop("margin", "unknown")


def strays(orders: ibis.Table, as_of: date) -> ibis.Table:
    """Companies with returns and no purchase up to `as_of`: `company_id`, `cents` of the last 365 days (below zero)."""
    past = orders.filter(orders.day <= as_of)
    rows = past.anti_join(past.filter(past.is_purchase), "company_id")
    return rows.group_by("company_id").aggregate(cents=_sum(rows, rows.day > as_of - _YEAR))


def _sum(rows: ibis.Table, condition: ibis.Value) -> ibis.Value:
    return condition.ifelse(rows.net_cents, 0).sum()


def _days(count: int) -> ibis.Value:
    import ibis

    return ibis.interval(days=count)


def _no_number() -> ibis.Value:
    import ibis

    return ibis.null("int64")
