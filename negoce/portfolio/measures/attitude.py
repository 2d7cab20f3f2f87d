"""What orders say of the trust of each customer: first and second purchase, two years of them, two families."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.rules.attitude import ATTACHED_FAMILIES, ATTACHED_YEARS

if TYPE_CHECKING:
    import ibis


def order_evidence(orders: ibis.Table, lines: ibis.Table, as_of: date) -> ibis.Table:
    """One row a company with a purchase up to `as_of`.

    Columns: `company_id`, `ordered_on`, `reordered_on` (the second day of purchase), `two_years_on` (the first
    purchase at least two years after the first one), `second_family_on` (the first line of a second family of
    products); days, null where it did not happen.
    """
    import ibis

    bought = orders.filter(orders.is_purchase & (orders.day <= as_of))
    days = bought.select("company_id", "day").distinct()
    by_company = ibis.window(group_by="company_id")
    by_day = ibis.window(group_by="company_id", order_by="day")
    placed = days.mutate(place=ibis.row_number().over(by_day), first=days.day.min().over(by_company))
    late = placed.day >= (placed.first + ibis.interval(years=ATTACHED_YEARS)).cast("date")
    found = placed.group_by("company_id").aggregate(
        ordered_on=placed.day.min(),
        reordered_on=placed.day.min(where=placed.place == 1),
        two_years_on=placed.day.min(where=late),
    )
    kept = lines.filter(lines.family_id.notnull() & (lines.quantity > 0) & (lines.day <= as_of))
    families = kept.group_by(["company_id", "family_id"]).aggregate(day=kept.day.min())
    by_first = ibis.window(group_by="company_id", order_by=["day", "family_id"])
    ranked = families.mutate(place=ibis.row_number().over(by_first))
    second = ranked.filter(ranked.place == ATTACHED_FAMILIES - 1).select(
        "company_id", second_family_on=ranked.day
    )
    return found.left_join(second, "company_id").drop("company_id_right")
