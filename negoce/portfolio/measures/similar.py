"""What customers like this one buy, and it does not: products or families that go together (S5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ibis

Item = Literal["family_id", "product_id"]
# Two years: what a firm buys every other year is seen, what it gave up is forgotten.
KEPT_DAYS = 730


def bought_items(lines: ibis.Table, as_of: date, item: Item = "family_id") -> ibis.Table:
    """One row for each company and item bought in the two years up to `as_of`: `company_id`, `item`."""
    recent = (lines.day <= as_of) & (lines.day > as_of - timedelta(days=KEPT_DAYS))
    kept = lines.filter(recent & lines[item].notnull() & (lines.quantity > 0) & (lines.net_cents > 0))
    return kept.select("company_id", item=kept[item]).distinct()


def item_pairs(bought: ibis.Table, *, least_customers: int = 20, least_lift: float = 1.2) -> ibis.Table:
    """Which items go together: who buys `has` also buys `wants` more often than others do.

    Columns: `has`, `wants`, `together` (customers who buy both, `least_customers` at least), `confidence` (their share
    of those who buy `has`, 0 to 1), `lift` (that share over the share of all customers who buy `wants`). An item that
    fewer customers buy is left aside before pairs are made: they would be too many.
    """
    import ibis

    heads = bought.group_by("item").aggregate(heads=bought.count())
    customers = bought.select("company_id").distinct()
    whole = customers.aggregate(customers=customers.count())
    common = bought.join(heads.filter(heads.heads >= least_customers), "item")
    one = common.select("company_id", has="item", has_heads="heads")
    other = common.select("company_id", wants="item", wants_heads="heads")
    both = one.join(other, "company_id")
    both = both.filter(both.has != both.wants)
    counted = both.group_by("has", "wants", "has_heads", "wants_heads").aggregate(together=both.count())
    counted = counted.filter(counted.together >= least_customers).cross_join(whole)
    share = counted.together.cast("float64") / counted.has_heads.cast("float64")
    lift = (counted.together * counted.customers).cast("float64") / (
        counted.has_heads * counted.wants_heads
    ).cast("float64")
    found = counted.select("has", "wants", "together", confidence=share, lift=lift)
    return found.filter(found.lift >= ibis.literal(least_lift))


def missing_items(bought: ibis.Table, pairs: ibis.Table, *, most: int = 3) -> ibis.Table:
    """What to offer each company: at most `most` items that it does not buy and customers like it do.

    Columns: `company_id`, `item`, `because` (what it buys that says so), `together`, `confidence`, `lift`, `place`
    from 1, the most likely first. Equal ones stand in the order of their keys.
    """
    import ibis

    asked = bought.select("company_id", has="item").join(pairs, "has")
    wanted = asked.anti_join(bought.select("company_id", wants="item"), ["company_id", "wants"])
    likely = [wanted.confidence.desc(), wanted.lift.desc()]
    reason = ibis.window(group_by=["company_id", "wants"], order_by=[*likely, "has"])
    best = wanted.mutate(reason=ibis.row_number().over(reason))
    best = best.filter(best.reason == 0)
    order = ibis.window(
        group_by="company_id", order_by=[best.confidence.desc(), best.lift.desc(), best.wants.asc()]
    )
    placed = best.mutate(place=ibis.row_number().over(order) + 1)
    return placed.filter(placed.place <= most).select(
        "company_id", "together", "confidence", "lift", "place", item="wants", because="has"
    )
