"""How far the revenue of each set depends on a few customers, in bulk: the same figures as the rule (R-F7's)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

TOP = 5
SHOWN = 10
PARTS = 20


def ranked(bought: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Customers whose revenue of the year is above zero, as ranks count them (R-F6's), placed in each set and segment.

    `cents`; `place` from 1 for the largest, `rank` from 1 for the smallest, `customers` and `whole` of the set,
    `ahead` (what those before it make), `part` (from 1 to 20, the smallest first). Equal amounts stand in the order of
    their keys, so that every engine agrees.
    """
    import ibis

    kept = bought.filter(bought.revenue_12 > 0)
    rows = members.join(kept.select("company_id", cents=kept.revenue_12), "company_id")
    group = ("scope_key", "segment")
    down = ibis.window(group_by=group, order_by=[rows.cents.desc(), rows.company_id])
    up = ibis.window(group_by=group, order_by=[rows.cents, rows.company_id.desc()])
    whole = ibis.window(group_by=group)
    until = ibis.cumulative_window(group_by=group, order_by=[rows.cents.desc(), rows.company_id])
    return rows.mutate(
        place=ibis.row_number().over(down) + 1,
        rank=ibis.row_number().over(up) + 1,
        part=ibis.ntile(PARTS).over(up) + 1,
        customers=rows.count().over(whole),
        whole=rows.cents.sum().over(whole),
        ahead=rows.cents.sum().over(until) - rows.cents,
    )


def concentrations(places: ibis.Table) -> ibis.Table:
    """Of each set and segment: `customers`, `whole`, `largest`, `top` (the five first), in cents; `gini`, `hhi`."""
    amount, number = places.cents.cast("float64"), places.customers.cast("float64")
    whole = places.whole.cast("float64").nullif(0.0)
    tilt = (2 * places["rank"] - number - 1) * amount
    share = amount / whole
    return places.group_by("scope_key", "segment").aggregate(
        customers=places.customers.max(),
        whole=places.whole.max(),
        largest=places.cents.max(),
        top=(places.place <= TOP).ifelse(places.cents, 0).sum(),
        gini=(tilt / (number * whole)).sum(),
        hhi=(share * share).sum() * 10_000.0,
    )


def largest(places: ibis.Table) -> ibis.Table:
    """The ten largest customers of each set and segment: `company_id`, `place`, `cents`."""
    rows = places.filter(places.place <= SHOWN)
    return rows.select("scope_key", "segment", "company_id", "place", "cents")


def lorenz(places: ibis.Table) -> ibis.Table:
    """What each twentieth of the customers makes, the smallest first: `part`, `number`, `cents`."""
    return places.group_by("scope_key", "segment", "part").aggregate(
        number=places.count(), cents=places.cents.sum()
    )


def pareto_classes(places: ibis.Table) -> ibis.Table:
    """Customers and revenue of each class, A while the share before it is under 80 %, B under 95 %, else C."""
    import ibis

    # In whole numbers: a share of exactly 80 % is no rounding's business.
    is_a = places.ahead * 100 < places.whole * 80
    is_b = places.ahead * 100 < places.whole * 95
    rows = places.mutate(pareto=is_a.ifelse("A", is_b.ifelse("B", ibis.literal("C"))))
    return rows.group_by("scope_key", "segment", "pareto").aggregate(
        number=rows.count(), cents=rows.cents.sum()
    )
