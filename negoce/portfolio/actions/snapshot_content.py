"""Asks each measure once for all sets of companies, and puts the answers together: set → segment → content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from negoce.kit.dates import add_months
from negoce.portfolio.facts.portfolio_tables import PortfolioTables
from negoce.portfolio.measures.attrition import heads, movements
from negoce.portfolio.measures.balance import first_years, returned_alone, service_costs, standings
from negoce.portfolio.measures.cohorts import cohorts
from negoce.portfolio.measures.concentration import concentrations, largest, lorenz, pareto_classes, ranked
from negoce.portfolio.measures.flows import flows, passages
from negoce.portfolio.measures.rfm import rfm_cells
from negoce.portfolio.queries.portfolio_page import CONTENT_VERSION
from negoce.portfolio.rules.periods import Period
from negoce.portfolio.rules.steering import Steering

if TYPE_CHECKING:
    import ibis

Content = dict[str, Any]
Contents = dict[str, dict[str, Content]]
Place = tuple[str, str]
PAST = "_past"


def contents_of(
    tables: PortfolioTables,
    keys: Sequence[str],
    periods: Sequence[Period],
    as_of: date,
    steering: Steering,
    lost_days: int,
) -> Contents:
    """The content of each set and segment. Amounts are whole cents; nothing in it is NaN or infinite.

    `lost_days` is the silence after which who bought once is lost: attrition is compared by it.
    """
    found = _sizes(tables, keys)

    def content(place: Place) -> Content:
        return found[place[0]][place[1]]

    for row in _rows(_standings(tables, steering)):
        content(_place(row))["statuses"][row.pop("status")] = {**row, "cost_cents": 0}
    for row in _rows(service_costs(tables.costs, tables.lives, tables.members)):
        content(_place(row))["statuses"][row["status"]]["cost_cents"] = row["cost_cents"]
    for row in _rows(returned_alone(tables.strays, tables.members)):
        content(_place(row))["strays"] = row
    _movements(tables, periods, as_of, content, lost_days)
    first = first_years(tables.bought, tables.members, add_months(as_of, -24), add_months(as_of, -12))
    for row in _rows(first):
        content(_place(row))["first_years"] = row
    _concentration(tables, content)
    for row in _rows(rfm_cells(tables.lives, tables.bought, tables.members)):
        place = _place(row)
        content(place)["rfm"].append([row["rfm_recency"], row["rfm_frequency"], row["number"], row["cents"]])
    for row in _rows(cohorts(tables.orders, tables.members, as_of)):
        content(_place(row))["cohorts"].append([row["began"], row["age"], row["number"]])
    for row in _rows(_open_deals(tables)):
        content(_place(row))["deals"] = row
    for segments in found.values():
        for each in segments.values():
            each["headline"] = _headline(each)
    return found


def _sizes(tables: PortfolioTables, keys: Sequence[str]) -> Contents:
    found: Contents = {key: {"": _empty(0)} for key in keys}
    members = tables.members
    for row in _rows(members.group_by("scope_key", "segment").aggregate(number=members.count())):
        found[row["scope_key"]][row["segment"]] = _empty(row["number"])
    return found


def _empty(companies: int) -> Content:
    return {
        "version": CONTENT_VERSION,
        "companies": companies,
        "statuses": {},
        "periods": {},
        "first_years": {"number": 0, "cents": 0},
        "concentration": None,
        "rfm": [],
        "cohorts": [],
        "deals": {"number": 0, "expected_cents": 0},
        "strays": {"number": 0, "cents": 0},
    }


def _standings(tables: PortfolioTables, steering: Steering) -> ibis.Table:
    return standings(
        tables.lives,
        tables.bought,
        tables.members,
        chance=float(steering.recall_percent) / 100,
        contact_cents=int(steering.contact_cost * 100),
    )


def _movements(
    tables: PortfolioTables,
    periods: Sequence[Period],
    as_of: date,
    content: Callable[[Place], Content],
    lost_days: int,
) -> None:
    """Heads, euros, groups and flows of each period, and the heads of the one before it."""
    import ibis

    now, past, passed = [], [], []
    for each in periods:
        start, before = tables.statuses[each.start], tables.statuses[each.before]
        now.append(movements(tables.bought, start, tables.lives, each.start, as_of, each.key, lost_days))
        past_key = f"{each.key}{PAST}"
        past.append(movements(tables.bought, before, start, each.before, each.start, past_key, lost_days))
        passed.append(passages(start, tables.lives, tables.owners, each.key))
    spans = {each.key: each for each in periods}
    moves = tables.keep("moves", ibis.union(*now, *past))
    for row in _rows(heads(moves, tables.members)):
        period = row.pop("period")
        name = "past_heads" if period.endswith(PAST) else "heads"
        _span(content(_place(row)), spans[period.removesuffix(PAST)])[name] = row
    owned = moves.filter(~moves.period.endswith(PAST)).join(tables.owners, "company_id")
    for column in ("owner_id", "buyer_type", "kind"):
        for row in _rows(heads(owned, tables.members, by=(column,))):
            groups = _span(content(_place(row)), spans[row["period"]])["by"].setdefault(column, [])
            groups.append([row[column], row["started"], row["lost"]])
    for row in _rows(flows(tables.keep("passed", ibis.union(*passed)), tables.members)):
        found = _span(content(_place(row)), spans[row["period"]])["flows"]
        found.append([row["was"], row["now"], row["number"]])


def _span(content: Content, period: Period) -> Content:
    empty: Content = {
        "start": period.start.isoformat(),
        "before": period.before.isoformat(),
        "heads": None,
        "past_heads": None,
        "by": {},
        "flows": [],
    }
    return content["periods"].setdefault(period.key, empty)  # type: ignore[no-any-return]


def _concentration(tables: PortfolioTables, content: Callable[[Place], Content]) -> None:
    places = tables.keep("places", ranked(tables.bought, tables.members))
    for row in _rows(concentrations(places)):
        if row["whole"] > 0:
            content(_place(row))["concentration"] = {**row, "largest_ones": [], "lorenz": [], "classes": {}}
    parts: Sequence[tuple[ibis.Table, str]] = (
        (largest(places), "place"),
        (lorenz(places), "part"),
        (pareto_classes(places), "pareto"),
    )
    for table, order in parts:
        for row in sorted(_rows(table), key=lambda each: each[order]):
            found = content(_place(row))["concentration"]
            if found is None:
                continue
            if order == "place":
                found["largest_ones"].append([row["company_id"], row["cents"]])
            elif order == "part":
                found["lorenz"].append([row["number"], row["cents"]])
            else:
                found["classes"][row["pareto"]] = [row["number"], row["cents"]]


def _open_deals(tables: PortfolioTables) -> ibis.Table:
    """Deals of who never bought: what prospects may bring."""
    rows = tables.members.join(tables.deals.anti_join(tables.bought, "company_id"), "company_id")
    return rows.group_by("scope_key", "segment").aggregate(
        number=rows.count(), expected_cents=rows.expected_cents.sum()
    )


def _headline(content: Content) -> Mapping[str, object]:
    """What trends are drawn from: heads of the year, revenue, and how concentrated it is."""
    year = content["periods"].get("12") or {}
    place = content["concentration"] or {}
    return {
        "companies": content["companies"],
        "heads": year.get("heads"),
        "cents": sum(row["cents"] for row in content["statuses"].values()),
        "gini": place.get("gini"),
        "top": place.get("top"),
        "whole": place.get("whole"),
    }


def _rows(table: ibis.Table) -> Iterable[Content]:
    found: Iterable[Content] = table.to_pyarrow().to_pylist()
    return found


def _place(row: Content) -> Place:
    return row.pop("scope_key"), row.pop("segment")
