"""What each family of products did in each segment of each set of companies, in bulk (P8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from negoce.kit.dates import add_months

if TYPE_CHECKING:
    import ibis

# Products without a family stand together.
NO_FAMILY = 0
# All families together: whoever bought several, or an offer of several, counts once.
ALL = -1
# Products that are not among the largest of the house, together.
OTHER = -2
_SUMMED = ("cents", "past_cents", "margin_cents", "costed_cents")
_PLACE = ("scope_key", "dimension", "segment")


def largest_products(lines: ibis.Table, as_of: date, most: int) -> ibis.Table:
    """The products that were sold most in 12 months, by revenue: `product_id`."""
    import ibis

    year = lines.filter(lines.day > add_months(as_of, -12), lines.day <= as_of, lines.product_id.notnull())
    sums = year.group_by("product_id").aggregate(cents=year.net_cents.sum())
    return sums.order_by(ibis.desc("cents"), "product_id").limit(most).select("product_id")


def bought(lines: ibis.Table, as_of: date, products: Sequence[int] | None = None) -> ibis.Table:
    """What each company bought of each family (or of these products and the others), and of all: `cents` in 12 months,
    `past_cents` in the 12 before, `margin_cents` and `costed_cents` of what has a cost. Whoever bought in 24 months has
    a row.
    """
    import ibis

    year, before = add_months(as_of, -12), add_months(as_of, -24)
    kept = lines.filter(lines.day > before, lines.day <= as_of)
    now = kept.day > year
    costed = now & kept.cost_cents.notnull()
    rows = kept.mutate(
        family=kept.family_id.fill_null(NO_FAMILY) if products is None else _among(kept.product_id, products),
        now_cents=now.ifelse(kept.net_cents, 0),
        before_cents=now.ifelse(0, kept.net_cents),
        gained=costed.ifelse(kept.net_cents - kept.cost_cents.fill_null(0), 0),
        costed=costed.ifelse(kept.net_cents, 0),
    )
    own = rows.group_by("company_id", "family").aggregate(
        cents=rows.now_cents.sum(),
        past_cents=rows.before_cents.sum(),
        margin_cents=rows.gained.sum(),
        costed_cents=rows.costed.sum(),
    )
    every = own.group_by("company_id").aggregate(**{name: own[name].sum() for name in _SUMMED})
    every = every.mutate(family=ibis.literal(ALL, "int64"))
    return ibis.union(own, every.select(*own.columns))


def _among(product: ibis.Column, products: Sequence[int]) -> ibis.Value:
    import ibis

    other = ibis.literal(OTHER, "int64")
    return product.isin(list(products)).fill_null(False).ifelse(product, other) if products else other


def pairs(bought: ibis.Table, segments: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Of each set, dimension, segment and family: sums in cents; `buyers` in 12 months; `served` and `served_near`
    in 24, of whom the latter can be reached.
    """
    rows = members.join(segments, "company_id").join(bought, "company_id")
    buys = (rows.cents > 0).ifelse(1, 0)
    return rows.group_by(*_PLACE, "family").aggregate(
        cents=rows.cents.sum(),
        past_cents=rows.past_cents.sum(),
        margin_cents=rows.margin_cents.sum(),
        costed_cents=rows.costed_cents.sum(),
        buyers=buys.sum(),
        served=rows.count(),
        served_near=rows.near.sum(),
    )


def outcomes(decided: ibis.Table, segments: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Of each set, dimension, segment and family: offers `won` and `lost`."""
    rows = members.join(segments, "company_id").join(decided, "company_id")
    return rows.group_by(*_PLACE, "family").aggregate(won=rows.won.sum(), lost=rows.lost.sum())


def sizes(segments: ibis.Table, members: ibis.Table) -> ibis.Table:
    """Of each set, dimension and segment: `companies`, and how many can be reached (`near`)."""
    rows = members.join(segments, "company_id")
    return rows.group_by(*_PLACE).aggregate(companies=rows.count(), near=rows.near.sum())
