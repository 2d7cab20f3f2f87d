"""The tables that all measures of the portfolio page share, worked out once for all sets of companies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.facts.opening import Facts
from negoce.portfolio.measures.customers import customers
from negoce.portfolio.measures.purchases import purchases
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.measures.status import status
from negoce.portfolio.rules.periods import Period
from negoce.portfolio.rules.scope_set import ScopeSet
from negoce.portfolio.rules.thresholds import Thresholds

if TYPE_CHECKING:
    import ibis
    import pyarrow


@dataclass(frozen=True, slots=True)
class PortfolioTables:
    """`members` (sets and segments), `owners` (who follows each company, and what it is), `lives` (today), `bought`,
    `statuses` by past day, `deals`, `orders`; `keep` stores what several questions are asked of.
    """

    members: ibis.Table
    owners: ibis.Table
    lives: ibis.Table
    bought: ibis.Table
    statuses: Mapping[date, ibis.Table]
    deals: ibis.Table
    orders: ibis.Table
    keep: Callable[[str, ibis.Table], ibis.Table]


def portfolio_tables(
    facts: Facts,
    *,
    scopes: Sequence[ScopeSet],
    periods: Sequence[Period],
    lives: pyarrow.Table,
    deals: pyarrow.Table,
    thresholds: Thresholds,
    as_of: date,
) -> PortfolioTables:
    """Keep what is asked several times in tables of this run only.

    A company that `lives` does not know yet stands where its facts say.
    """
    kept = _Keeper(facts)
    starts = {f"{period.key}{side}": day for period in periods for side, day in _edges(period)}
    days = sorted(set(starts.values()))
    statuses = {day: kept.table(f"status_{day:%Y%m%d}", _status_on(facts, thresholds, day)) for day in days}
    known = kept.table("known_lives", lives)
    computed = _status_on(facts, thresholds, as_of)
    missing = computed.anti_join(known, "company_id")
    if missing.count().to_pyarrow().as_py():
        empty = {name: _null(known[name]) for name in known.columns if name not in ("company_id", "status")}
        rest = missing.select("company_id", "status").mutate(**empty).select(*known.columns)
        known = kept.table("all_lives", known.union(rest))
    return PortfolioTables(
        members=kept.table("members", membership(facts.companies, scopes)),
        owners=facts.companies.select("company_id", "owner_id", "buyer_type", "kind"),
        lives=known,
        bought=kept.table("bought", customers(facts.orders, as_of, starts)),
        statuses=statuses,
        deals=kept.table("deals", deals),
        orders=facts.orders,
        keep=kept.table,
    )


def _edges(period: Period) -> tuple[tuple[str, date], ...]:
    return (("", period.start), ("_past", period.before))


def _status_on(facts: Facts, thresholds: Thresholds, day: date) -> ibis.Table:
    few = int(thresholds.few_orders)
    # Families say nothing of a status: lines are not read for it.
    bought = purchases(facts.orders, facts.lines.limit(0), day, few=few)
    return status(facts.companies, bought, facts.presale, thresholds, day).select("company_id", "status")


def _null(column: ibis.Value) -> ibis.Value:
    import ibis

    return ibis.null(column.type())


class _Keeper:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def table(self, name: str, content: ibis.Table | pyarrow.Table) -> ibis.Table:
        """A table that lasts as long as the facts."""
        import ibis
        from ibis.util import gen_name

        expression = content if isinstance(content, ibis.Table) else ibis.memtable(content)
        return self.facts.kept(gen_name(f"portfolio_{name}"), expression)
