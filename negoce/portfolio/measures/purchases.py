"""What each company bought, as the life cycle and foresight read it: one row a company that ever ordered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

YEAR_DAYS = 365


def purchases(orders: ibis.Table, lines: ibis.Table, as_of: date, *, few: int = 0) -> ibis.Table:
    """Rhythm, last twelve months and families of each company with an order up to `as_of`.

    Columns: `company_id`; `order_days` (distinct days of purchase), `first_order_on`, `last_order_on`; `gaps` between
    these days with their sum `gaps_total` and that of their squares `gaps_squares`; `cadence_twice`, twice their
    median (whole, null under two gaps), `cadence_days` and `gaps_variation` (R-F1's c and CV); `nth_last_on`, the day
    of the `few`-th purchase from the end, or the first (null when `few` is 0); `net_12_months_cents`,
    `margin_12_months_cents` (null when a cost of the year is not known, or nothing was ordered),
    `orders_12_months` (purchases), over the 365 days up to `as_of`; `families` ever bought.

    A return lowers the revenue and is no purchase; what is dated in the future counts for nothing.
    """
    past = orders.filter(orders.day <= as_of)
    days = past.filter(past.is_purchase).select("company_id", "day").distinct()
    rhythm = _rhythm(days)
    year = _year(past, as_of)
    bought = _families(lines, as_of)
    whole = year.left_join(rhythm, "company_id").drop("company_id_right")
    whole = whole.left_join(bought, "company_id").drop("company_id_right")
    if few:
        whole = whole.left_join(_nth_last(days, few), "company_id").drop("company_id_right")
    return whole.mutate(
        order_days=whole.order_days.fill_null(0),
        families=whole.families.fill_null(0),
        **({} if few else {"nth_last_on": _no_day()}),
    )


def _rhythm(days: ibis.Table) -> ibis.Table:
    """The gaps between days of purchase. Their median is taken by place: every engine gives the same, exactly."""
    import ibis

    by_day = ibis.window(group_by="company_id", order_by="day")
    stepped = days.mutate(before=days.day.lag().over(by_day))
    stepped = stepped.mutate(gap=stepped.day.delta(stepped.before, unit="day").cast("int64"))
    # Equal gaps stand in the order of their days; the first day has no gap and stands last.
    by_gap = ibis.window(group_by="company_id", order_by=[stepped.gap.asc(nulls_first=False), stepped.day])
    alone = ibis.window(group_by="company_id")
    placed = stepped.mutate(
        place=ibis.row_number().over(by_gap).cast("int64"), number=stepped.gap.count().over(alone)
    )
    middle = lambda shift: (placed.place == (placed.number - shift) // 2).ifelse(placed.gap, 0)  # noqa: E731
    summed = placed.group_by("company_id").aggregate(
        order_days=placed.count(),
        first_order_on=placed.day.min(),
        last_order_on=placed.day.max(),
        gaps=placed.gap.count(),
        gaps_total=placed.gap.sum().fill_null(0),
        gaps_squares=(placed.gap * placed.gap).sum().fill_null(0),
        twice=(middle(1) + middle(0)).sum(),
    )
    spread = summed.gaps * summed.gaps_squares - summed.gaps_total * summed.gaps_total
    variation = spread.cast("float64").sqrt() / summed.gaps_total.nullif(0).cast("float64")
    known = summed.gaps >= 2
    return summed.mutate(
        cadence_twice=known.ifelse(summed.twice, ibis.null("int64")),
        cadence_days=known.ifelse(summed.twice.cast("float64") / 2.0, ibis.null("float64")),
        gaps_variation=known.ifelse(variation, ibis.null("float64")),
    ).drop("twice")


def _year(past: ibis.Table, as_of: date) -> ibis.Table:
    recent = past.day > as_of - timedelta(days=YEAR_DAYS)
    summed = past.group_by("company_id").aggregate(
        net_12_months_cents=recent.ifelse(past.net_cents, 0).sum(),
        cost=recent.ifelse(past.cost_cents, 0).sum(),
        known=(recent & past.cost_cents.notnull()).ifelse(1, 0).sum(),
        ordered=recent.ifelse(1, 0).sum(),
        orders_12_months=(recent & past.is_purchase).ifelse(1, 0).sum(),
    )
    is_known = (summed.ordered > 0) & (summed.known == summed.ordered)
    return summed.mutate(
        margin_12_months_cents=is_known.ifelse(summed.net_12_months_cents - summed.cost, _no_number())
    ).drop("cost", "known", "ordered")


def _families(lines: ibis.Table, as_of: date) -> ibis.Table:
    bought = lines.filter((lines.day <= as_of) & lines.family_id.notnull())
    pairs = bought.select("company_id", "family_id").distinct()
    return pairs.group_by("company_id").aggregate(families=pairs.count())


def _nth_last(days: ibis.Table, few: int) -> ibis.Table:
    import ibis

    latest = ibis.window(group_by="company_id", order_by=days.day.desc())
    placed = days.mutate(place=ibis.row_number().over(latest))
    return placed.filter(placed.place < few).group_by("company_id").aggregate(nth_last_on=placed.day.min())


def _no_day() -> ibis.Value:
    import ibis

    return ibis.null("date")


def _no_number() -> ibis.Value:
    import ibis

    return ibis.null("int64")
