"""Every measure of the portfolio over the same facts: what each engine is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negoce.portfolio.facts.held import Facts
from negoce.portfolio.measures.attitude import order_evidence
from negoce.portfolio.measures.attrition import heads, movements
from negoce.portfolio.measures.balance import first_years, returned_alone, service_costs, standings
from negoce.portfolio.measures.cohorts import cohorts
from negoce.portfolio.measures.concentration import concentrations, largest, lorenz, pareto_classes, ranked
from negoce.portfolio.measures.customers import customers, strays
from negoce.portfolio.measures.flows import flows, passages
from negoce.portfolio.measures.offer_segment import bought as bought_of_families
from negoce.portfolio.measures.offer_segment import outcomes, pairs, sizes
from negoce.portfolio.measures.order_ranks import rank_margins, sales_between
from negoce.portfolio.measures.purchases import purchases
from negoce.portfolio.measures.rfm import rfm, rfm_cells
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.measures.status import status
from negoce.portfolio.rules.scope_set import ScopeSet
from negoce.portfolio.rules.thresholds import Thresholds

if TYPE_CHECKING:
    import ibis

YEAR = timedelta(days=365)


def every_measure(facts: Facts, today: date, unusual: Thresholds) -> Mapping[str, ibis.Table]:
    """Each measure by its name; what several read is worked out once."""

    few, usual = int(unusual.few_orders), Thresholds()
    bought = facts.kept("own_bought", purchases(facts.orders, facts.lines, today, few=few))
    now = facts.kept("own_now", status(facts.companies, bought, facts.presale, unusual, today))
    before = purchases(facts.orders, facts.lines, today - YEAR)
    past = facts.kept("own_past", status(facts.companies, before, facts.presale, usual, today - YEAR))
    seen = facts.kept("own_seen", customers(facts.orders, today, {"year": today - YEAR}))
    members = facts.kept("own_members", membership(facts.companies, [ScopeSet("all", whole=True)]))
    lives = now.select(
        "company_id",
        "status",
        p_alive=now.silence.cast("float64") / 1000,
        value_cents=now.net_12_months_cents,
    )
    alone = facts.kept("own_alone", strays(facts.orders, today))
    costs = seen.select("company_id", cost_cents=seen.revenue_12 // 10)
    moves = movements(seen, past, now, today - YEAR, today, "year")
    places = facts.kept("own_places", ranked(seen, members))
    scores = rfm(bought)
    sets = members.filter(members.segment == "").drop("segment")
    passed = passages(past, now, facts.companies, "year")
    return {
        "purchases": bought,
        "status": now,
        "past status": past,
        "rfm": scores,
        "rfm cells": rfm_cells(scores, seen, members),
        "customers": seen,
        "movements": moves,
        "heads": heads(moves, members),
        "standings": standings(lives, seen, members, chance=0.2, contact_cents=4_000),
        "service costs": service_costs(costs, lives, members),
        "strays": alone,
        "returned alone": returned_alone(alone, members),
        "first years": first_years(seen, members, today - 3 * YEAR, today - YEAR),
        "cohorts": cohorts(facts.orders, members, today),
        "concentrations": concentrations(places),
        "largest": largest(places),
        "lorenz": lorenz(places),
        "classes": pareto_classes(places),
        "flows": flows(passed, members),
        "attitudes": order_evidence(facts.orders, facts.lines, today),
        "sales": sales_between(facts.orders, today - YEAR, today),
        **_by_segment(facts, sets, today),
        "margins by rank": rank_margins(facts.orders, today),
    }


def _by_segment(facts: Facts, sets: ibis.Table, today: date) -> Mapping[str, ibis.Table]:
    groups = facts.companies.select(
        "company_id", segment=facts.companies.kind, near=facts.companies.company_id % 2
    )
    groups = facts.kept("own_groups", groups.mutate(dimension=groups.segment))
    families = facts.kept("own_families", bought_of_families(facts.lines, today))
    decided = families.select(
        "company_id", "family", won=families.company_id % 3, lost=families.company_id % 2
    )
    return {
        "families bought": families,
        "pairs": pairs(families, groups, sets),
        "outcomes": outcomes(decided, groups, sets),
        "sizes": sizes(groups, sets),
    }
