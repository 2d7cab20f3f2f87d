"""How many companies went from each status to each other between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

UNKNOWN = "suspect"


def passages(before: ibis.Table, after: ibis.Table, companies: ibis.Table, period: str) -> ibis.Table:
    """The status of each company on both days: `company_id`, `period`, `was`, `now`.

    Who has no row on a day was a suspect: nothing was known of them.
    """
    import ibis

    rows = companies.select("company_id").left_join(
        before.select("company_id", was=before.status), "company_id"
    )
    rows = rows.drop("company_id_right").left_join(after.select("company_id", now=after.status), "company_id")
    return rows.select(
        "company_id",
        period=ibis.literal(period),
        was=rows.was.fill_null(UNKNOWN),
        now=rows.now.fill_null(UNKNOWN),
    )


def flows(passed: ibis.Table, members: ibis.Table) -> ibis.Table:
    """`number` of companies of each set, segment and period by status on both days."""
    rows = members.join(passed, "company_id")
    return rows.group_by("scope_key", "segment", "period", "was", "now").aggregate(number=rows.count())
