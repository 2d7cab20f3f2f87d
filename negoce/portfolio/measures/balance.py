"""What new customers bring in their first year, and what customers may take away: the euros of the balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import ibis


def first_years(bought: ibis.Table, members: ibis.Table, after: date, until: date) -> ibis.Table:
    """Of customers whose first purchase lies after one day and up to another, a year ago or more: how many they are,
    `number`, and what their first 365 days brought in, `cents`, for each set and segment.
    """
    rows = bought.filter((bought.first_on > after) & (bought.first_on <= until))
    rows = members.join(rows.select("company_id", "first_year"), "company_id")
    return rows.group_by("scope_key", "segment").aggregate(number=rows.count(), cents=rows.first_year.sum())


def standings(
    lives: ibis.Table, bought: ibis.Table, members: ibis.Table, *, chance: float, contact_cents: int
) -> ibis.Table:
    """What stands in each status of each set and segment.

    `lives` holds `company_id`, `status`, `p_alive` and `value_cents` (both may be null). Columns: `number`, `cents`
    (revenue of 365 days), `risk_cents` (revenue × the probability of being gone, where it is known), `unsure_cents`
    (revenue of customers of whom it is not known), `value_cents` and `valued` (how many have a value), `doubtful`
    (probability known and under a half) with `doubtful_cents` and `doubtful_margin_cents`, `likely` (a half or
    more), `recalled` (worth a call by R-P7), `recalled_cents` (what these calls should bring), `margin_cents` (of
    the last year of each) and `margined` (whose margin is known). Who has no known probability
    comes back with `chance`.
    """
    facts = bought.select("company_id", "revenue_12", "margin_last_year")
    rows = members.join(lives, "company_id").left_join(facts, "company_id").drop("company_id_right")
    revenue = rows.revenue_12.fill_null(0)
    # Half a cent goes up: `round` sends it elsewhere on each engine.
    gain = (
        (rows.p_alive.fill_null(chance) * rows.margin_last_year - contact_cents + 0.5).floor().cast("int64")
    )
    known = rows.p_alive.notnull()
    is_worth = (gain > 0).fill_null(False)
    is_doubtful = (rows.p_alive < 0.5).fill_null(False)
    margin = rows.margin_last_year.fill_null(0)
    return rows.group_by("scope_key", "segment", "status").aggregate(
        number=rows.count(),
        cents=revenue.sum(),
        risk_cents=known.ifelse((revenue * (1 - rows.p_alive) + 0.5).floor().cast("int64"), 0).sum(),
        unsure_cents=known.ifelse(0, revenue).sum(),
        value_cents=rows.value_cents.sum(),
        valued=rows.value_cents.count(),
        doubtful=is_doubtful.ifelse(1, 0).sum(),
        doubtful_cents=is_doubtful.ifelse(revenue, 0).sum(),
        doubtful_margin_cents=is_doubtful.ifelse(margin, 0).sum(),
        likely=(rows.p_alive >= 0.5).fill_null(False).ifelse(1, 0).sum(),
        recalled=is_worth.ifelse(1, 0).sum(),
        recalled_cents=is_worth.ifelse(gain, 0).sum(),
        margin_cents=rows.margin_last_year.fill_null(0).sum(),
        margined=rows.margin_last_year.count(),
    )


def service_costs(costs: ibis.Table, lives: ibis.Table, members: ibis.Table) -> ibis.Table:
    """What serving the companies of each status cost over 12 months (R-M1's): `cost_cents`, by set and segment."""
    rows = members.join(lives.select("company_id", "status"), "company_id").join(costs, "company_id")
    return rows.group_by("scope_key", "segment", "status").aggregate(cost_cents=rows.cost_cents.sum())


def returned_alone(strays: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Companies with returns and no purchase, which are no customers: `number` and `cents` of the year."""
    rows = members.join(strays, "company_id")
    return rows.group_by("scope_key", "segment").aggregate(number=rows.count(), cents=rows.cents.sum())
