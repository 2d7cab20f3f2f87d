"""The measures of the portfolio page: the worked examples, and the same as the rules say of the same rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import ibis
import pytest

from negoce.portfolio.facts.memory import facts_of
from negoce.portfolio.measures.attrition import heads, movements
from negoce.portfolio.measures.cohorts import cohorts
from negoce.portfolio.measures.concentration import concentrations, lorenz, pareto_classes, ranked
from negoce.portfolio.measures.customers import customers, strays
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.rules.concentration import concentration
from negoce.portfolio.rules.pareto import places
from negoce.portfolio.rules.scope_set import ScopeSet

TODAY = date(2026, 11, 22)
WHOLE = [ScopeSet("all", whole=True)]


def order(number: int, company: int, days_ago: int, cents: int, cost: int | None = None) -> dict[str, object]:
    return {
        "order_id": number,
        "company_id": company,
        "day": TODAY - timedelta(days=days_ago),
        "net_cents": cents,
        "cost_cents": cost,
    }


def table(rows: list[dict[str, object]], **types: str) -> ibis.Table:
    return ibis.memtable(rows, schema=types)


def listed(found: ibis.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return rows


def test_a_company_is_once_in_each_set_that_its_owner_or_its_territory_puts_it_in() -> None:
    facts = facts_of(
        companies=[
            {"company_id": 1, "owner_id": 7, "territory_id": 3, "kind": "retailer"},
            {"company_id": 2, "owner_id": 8, "territory_id": 3},
            {"company_id": 3, "owner_id": 9, "territory_id": None},
        ]
    )
    scopes = [*WHOLE, ScopeSet("mine", frozenset({7}), frozenset({3})), ScopeSet("nobody", frozenset({99}))]
    found = sorted(
        (row["scope_key"], row["segment"], row["company_id"])
        for row in listed(membership(facts.companies, scopes))
    )
    assert found == [
        ("all", "", 1), ("all", "", 2), ("all", "", 3),
        ("all", "buyer_type:business", 1), ("all", "buyer_type:business", 2), ("all", "buyer_type:business", 3),
        ("all", "kind:retailer", 1),
        ("mine", "", 1), ("mine", "", 2),
        ("mine", "buyer_type:business", 1), ("mine", "buyer_type:business", 2),
        ("mine", "kind:retailer", 1),
    ]  # fmt: skip


def test_no_set_holds_no_company() -> None:
    facts = facts_of(companies=[{"company_id": 1}])
    assert listed(membership(facts.companies, [])) == []


def test_what_each_company_bought() -> None:
    facts = facts_of(
        orders=[
            order(1, 1, 800, 100_00, 60_00),
            order(2, 1, 500, 50_00, 20_00),
            order(3, 1, 10, 30_00, 10_00),
            order(4, 1, 5, -5_00, -2_00),
            order(5, 1, -30, 999_00, 1_00),
            order(6, 2, 400, 70_00),
            order(7, 3, 3, -8_00, -1_00),
        ]
    )
    found = {
        row["company_id"]: row
        for row in listed(customers(facts.orders, TODAY, {"12": TODAY - timedelta(days=365)}))
    }
    assert found[1] == {
        "company_id": 1,
        "first_on": TODAY - timedelta(days=800),
        "last_on": TODAY - timedelta(days=10),
        "revenue_12": 25_00,
        "first_year": 150_00,
        "margin_last_year": 20_00,
        "before_12": 50_00,
    }
    assert found[2]["margin_last_year"] is None
    # Who only brought goods back is no customer: their returns are told apart.
    assert 3 not in found
    assert listed(strays(facts.orders, TODAY)) == [{"company_id": 3, "cents": -8_00}]


def test_who_left_who_came_and_who_came_back() -> None:
    """The heads of the balance: 320 + 30 + 6 − 24 = 332, drawn small."""
    start, end = TODAY - timedelta(days=365), TODAY
    facts = facts_of(
        orders=[order(n, n, 700, 100_00) for n in range(1, 9)]
        + [order(n, n, 40, 60_00) for n in (4, 9, 10, 11)],
        companies=[{"company_id": n} for n in range(1, 13)],
    )
    bought = customers(facts.orders, TODAY, {"12": start})
    # 1 to 3 stay, 4 was lost and came back, 5 and 6 leave, 7 sleeps, 8 was lost already; 9 to 11 come, 11 leaves again.
    was = {1: "regular", 2: "new", 3: "dormant", 4: "lost", 5: "regular", 6: "new", 7: "irregular", 8: "lost"}
    now = {1: "regular", 2: "regular", 3: "dormant", 4: "new", 5: "lost", 6: "lost", 7: "dormant", 8: "lost"}
    now |= {9: "new", 10: "new", 11: "lost", 12: "lost"}
    types = {"company_id": "int64", "status": "string"}
    before = table([{"company_id": key, "status": each} for key, each in was.items()], **types)
    after = table([{"company_id": key, "status": each} for key, each in now.items()], **types)
    moves = movements(bought, before, after, start, end, "12")
    (row,) = listed(heads(moves, membership(facts.companies, WHOLE)).filter(ibis._.segment == ""))
    assert {name: row[name] for name in ("started", "aged", "lost", "new", "back")} == {
        "started": 6,
        "aged": 0,
        "lost": 2,
        "new": 2,
        "back": 1,
    }
    assert (row["lost_cents"], row["back_cents"], row["new_cents"]) == (200_00, 60_00, 120_00)
    # Seven hundred days ago is 335 days before the start: long enough to be lost after 330 days of silence.
    longer = movements(bought, before, after, start, end, "12", lost_days=330)
    (row,) = listed(heads(longer, membership(facts.companies, WHOLE)).filter(ibis._.segment == ""))
    assert (row["started"], row["aged"]) == (6, 6)


EXAMPLE = [50_000, 20_000, 12_000, 8_000, 6_000, 4_000]


@pytest.mark.parametrize(
    "amounts",
    [EXAMPLE, [5], [3, 3, 3], [0, 0, 9], [random.Random(4).randrange(0, 90_000) for _ in range(300)]],
)
def test_concentration_is_what_the_rule_says(amounts: list[int]) -> None:
    facts = facts_of(
        orders=[order(n, n, 5, max(amount, 1) * 100) for n, amount in enumerate(amounts, 1)]
        + [order(1000 + n, n, 5, -100) for n, amount in enumerate(amounts, 1) if not amount],
        companies=[{"company_id": n} for n in range(1, len(amounts) + 1)],
    )
    placed = ranked(customers(facts.orders, TODAY, {}), membership(facts.companies, WHOLE)).filter(
        ibis._.segment == ""
    )
    (row,) = listed(concentrations(placed))
    # Who brought nothing in the year is not ranked.
    ranked_amounts = [Decimal(amount) for amount in amounts if amount]
    rule = concentration(ranked_amounts).value
    assert row["customers"] == rule.customers
    assert round(Decimal(str(row["gini"])), 4) == rule.gini
    assert round(Decimal(str(row["hhi"])), 2) == rule.hhi
    assert round(Decimal(row["largest"]) * 100 / row["whole"], 2) == rule.largest
    assert round(Decimal(row["top"]) * 100 / row["whole"], 2) == rule.top
    wanted = [each.pareto.value for each in places(ranked_amounts)]
    classes = {each["pareto"]: each["number"] for each in listed(pareto_classes(placed))}
    assert classes == {name: wanted.count(name) for name in set(wanted)}
    assert sum(each["cents"] for each in listed(lorenz(placed))) == sum(amounts) * 100


def test_who_still_buys_quarter_after_quarter() -> None:
    facts = facts_of(
        orders=[
            order(1, 1, 300, 1_00),
            order(2, 1, 200, 1_00),
            order(3, 1, 1, 1_00),
            order(4, 2, 290, 1_00),
            order(5, 3, 900, 1_00),
        ],
        companies=[{"company_id": n} for n in (1, 2, 3)],
    )
    found = cohorts(facts.orders, membership(facts.companies, WHOLE), TODAY).filter(ibis._.segment == "")
    assert sorted((row["age"], row["number"]) for row in listed(found)) == [(0, 2), (1, 1), (3, 1)]
