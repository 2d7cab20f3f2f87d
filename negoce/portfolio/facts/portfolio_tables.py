"""The tables that all measures of the portfolio page share, worked out once for all sets of companies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.past_standing import declared_statuses, recorded_statuses
from negoce.portfolio.measures.customers import customers, strays
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
    `strays` (who only ever brought goods back), `statuses` by past day, `deals`, `costs`, `orders`; `keep` stores what
    several questions are asked of.
    """

    members: ibis.Table
    owners: ibis.Table
    lives: ibis.Table
    bought: ibis.Table
    strays: ibis.Table
    statuses: Mapping[date, ibis.Table]
    deals: ibis.Table
    costs: ibis.Table
    orders: ibis.Table
    keep: Callable[[str, ibis.Table], ibis.Table]


def portfolio_tables(
    facts: Facts,
    *,
    scopes: Sequence[ScopeSet],
    periods: Sequence[Period],
    lives: pyarrow.Table,
    deals: pyarrow.Table,
    costs: pyarrow.Table,
    thresholds: Thresholds,
    as_of: date,
) -> PortfolioTables:
    """Keep what is asked several times in tables of this run only.

    A company that `lives` does not know yet stands where its facts say.
    """
    kept = _Keeper(facts)
    starts = {f"{period.key}{side}": day for period in periods for side, day in _edges(period)}
    days = sorted(set(starts.values()))
    statuses = past_statuses(facts, kept.table, thresholds, days)
    known = kept.table("known_lives", lives)
    computed = _status_on(facts, thresholds, as_of).drop("order_days")
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
        strays=kept.table("strays", strays(facts.orders, as_of)),
        statuses=statuses,
        deals=kept.table("deals", deals),
        costs=kept.table("costs", costs),
        orders=facts.orders,
        keep=kept.table,
    )


def past_statuses(
    facts: Facts,
    keep: Callable[[str, ibis.Table | pyarrow.Table], ibis.Table],
    thresholds: Thresholds,
    days: Sequence[date],
) -> Mapping[date, ibis.Table]:
    """The status of each company on each past day: `company_id`, `status`.

    By its orders where it had bought by then (R-F1's), by what was recorded at the time where it had not: of an
    activity only the last date is known, which would make a late prospect of an early one. What somebody had declared
    goes before both.
    """
    recorded, declared = recorded_statuses(days), declared_statuses(days)
    found = {}
    for day in days:
        rows = _status_on(facts, thresholds, day)
        rows = rows.left_join(keep("recorded", recorded[day]), "company_id").drop("company_id_right")
        rows = rows.left_join(keep("declared", declared[day]), "company_id").drop("company_id_right")
        told = (rows.order_days == 0).ifelse(rows.recorded.coalesce(rows.status), rows.status)
        rows = rows.select("company_id", status=rows.declared.coalesce(told))
        found[day] = keep(f"status_{day:%Y%m%d}", rows)
    return found


def _edges(period: Period) -> tuple[tuple[str, date], ...]:
    return (("", period.start), ("_past", period.before))


def _status_on(facts: Facts, thresholds: Thresholds, day: date) -> ibis.Table:
    few = int(thresholds.few_orders)
    # Families say nothing of a status: lines are not read for it.
    bought = purchases(facts.orders, facts.lines.limit(0), day, few=few)
    found = status(facts.companies, bought, facts.presale, thresholds, day)
    return found.select("company_id", "status", "order_days")


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
