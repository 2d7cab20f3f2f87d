"""What is worked out for all at once is what the rules say of each."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.memory import facts_of
from negoce.portfolio.measures.purchases import purchases
from negoce.portfolio.measures.rfm import rfm
from negoce.portfolio.measures.status import status
from negoce.portfolio.rules.life_cycle import LifeStanding, life_status
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.rfm import Purchases
from negoce.portfolio.rules.rfm import rfm as rfm_rule
from negoce.portfolio.rules.rhythm import past_days, rhythm_of
from negoce.portfolio.rules.thresholds import Thresholds
from tests.portfolio.measures.drawn_customers import Drawn, drawn_customers

NUMBER = 5_000
UNUSUAL = Thresholds(
    default_cadence_days=Decimal("45.5"), dormant_days=Decimal(20), dormant_cadences=Decimal("2.1"),
    lost_days=Decimal(33), lost_cadences=Decimal("3.3"), regular_variation=Decimal("0.4"),
    few_orders=Decimal(3), few_orders_months=Decimal(7), ambassador_months=Decimal(6),
)  # fmt: skip


def facts_drawn(customers: list[Drawn]) -> Facts:
    orders, lines = [], []
    for each in customers:
        for day, net, cost, family in each.orders:
            number = len(orders) + 1
            row = {
                "order_id": number,
                "company_id": each.key,
                "day": day,
                "net_cents": net,
                "cost_cents": cost,
            }
            orders.append(row)
            lines.append({**row, "product_id": family, "family_id": family})
    return facts_of(
        orders=orders,
        lines=lines,
        companies=[{"company_id": each.key} for each in customers],
        presale=[
            {"company_id": each.key, **each.presale} for each in customers if any(each.presale.values())
        ],
    )


def life_facts(each: Drawn) -> LifeFacts:
    bought = sorted({day for day, net, _cost, _family in each.orders if net > 0})
    return LifeFacts(order_days=tuple(bought), **each.presale)


def bulk(facts: Facts, thresholds: Thresholds, today: date) -> dict[int, dict[str, object]]:
    bought = purchases(facts.orders, facts.lines, today, few=int(thresholds.few_orders))
    found = status(facts.companies, bought, facts.presale, thresholds, today)
    return {row["company_id"]: row for row in found.to_pyarrow().to_pylist()}


@pytest.mark.parametrize("thresholds", [Thresholds(), UNUSUAL], ids=["usual", "unusual"])
def test_status_and_rhythm_are_those_of_the_rule(today: date, thresholds: Thresholds) -> None:
    customers = drawn_customers(NUMBER, today)
    found = bulk(facts_drawn(customers), thresholds, today)
    assert len(found) == NUMBER
    told = 0
    for each in customers:
        facts, row = life_facts(each), found[each.key]
        standing = life_status(facts, thresholds, today)
        assert row["status"] == standing.status.value, (each, standing)
        told += _same_day(row, standing, each)
        rhythm = rhythm_of(past_days(facts.order_days, today), thresholds)
        if rhythm is None:
            assert (row["order_days"], row["last_order_on"], row["cadence_days"]) == (0, None, None)
            continue
        assert (row["order_days"], row["first_order_on"], row["last_order_on"]) == (
            rhythm.orders, rhythm.first, rhythm.last,
        )  # fmt: skip
        assert row["cadence_days"] == (None if rhythm.cadence is None else float(rhythm.cadence))
        assert _alike(row["gaps_variation"], rhythm.variation)
    # Every status is met, and most days of a change are told by the expression itself.
    assert len({row["status"] for row in found.values()}) == 12
    assert told > NUMBER // 3


def _alike(found: object, told: float | None) -> bool:
    """The last digit of a square root is the processor's own."""
    return told is None if found is None else found == pytest.approx(told, rel=1e-12)


def _same_day(row: dict[str, object], standing: LifeStanding, each: Drawn) -> bool:
    if row["status_since"] is not None:
        assert row["status_since"] == standing.since, (each, standing)
    return row["status_since"] is not None


def test_a_year_of_each_customer(today: date) -> None:
    customers = drawn_customers(NUMBER, today)
    found = bulk(facts_drawn(customers), Thresholds(), today)
    for each in customers:
        past = [order for order in each.orders if order[0] <= today]
        year = [order for order in past if order[0] > today - timedelta(days=365)]
        net, costs = sum(order[1] for order in year), [order[2] for order in year]
        row = found[each.key]
        assert row["net_12_months_cents"] == net
        assert row["orders_12_months"] == sum(order[1] > 0 for order in year)
        known = bool(costs) and None not in costs
        assert row["margin_12_months_cents"] == (net - sum(cost or 0 for cost in costs) if known else None)
        assert row["families"] == len({order[3] for order in past if order[3] is not None})


def test_scores_are_those_of_the_rule(today: date) -> None:
    customers = drawn_customers(NUMBER, today)
    rows = [row for row in bulk(facts_drawn(customers), Thresholds(), today).values() if row["order_days"]]
    facts = facts_drawn(customers)
    scored = rfm(purchases(facts.orders, facts.lines, today)).to_pyarrow().to_pylist()
    scores = {each.pop("company_id"): tuple(each.values()) for each in scored}
    told = rfm_rule(
        [
            Purchases(
                (today - row["last_order_on"]).days,
                row["orders_12_months"],
                Decimal(row["net_12_months_cents"]) / 100,
            )
            for row in rows
        ]
    )
    assert len(scores) == len(rows) > NUMBER // 2
    assert [scores[row["company_id"]] for row in rows] == [
        (each.recency, each.frequency, each.money) for each in told
    ]


def test_bad_data_gives_sensible_figures(today: date) -> None:
    crowd = [{"order_id": number, "company_id": 1, "day": today, "net_cents": 1} for number in range(10_000)]
    others = [
        {"order_id": 20_000, "company_id": 2, "day": today + timedelta(days=5), "net_cents": 900},
        {
            "order_id": 20_001,
            "company_id": 3,
            "day": today - timedelta(days=9),
            "net_cents": -900,
            "cost_cents": -5,
        },
        {
            "order_id": 20_002,
            "company_id": 4,
            "day": today - timedelta(days=9),
            "net_cents": 900,
            "cost_cents": 5,
        },
    ]
    facts = facts_of(orders=[*crowd, *others], companies=[{"company_id": key} for key in range(1, 6)])
    found = bulk(facts, Thresholds(), today)
    seen = {
        key: (
            row["status"], row["order_days"], row["orders_12_months"], row["net_12_months_cents"],
            row["margin_12_months_cents"], row["cadence_days"], row["gaps_variation"],
        )
        for key, row in found.items()
    }  # fmt: skip
    assert seen == {
        1: ("new", 1, 10_000, 10_000, None, None, None),
        2: ("suspect", 0, 0, 0, None, None, None),
        3: ("suspect", 0, 0, -900, -895, None, None),
        4: ("new", 1, 1, 900, 895, None, None),
        5: ("suspect", 0, 0, 0, None, None, None),
    }


def test_nothing_at_all(today: date) -> None:
    facts = facts_of()
    assert bulk(facts, Thresholds(), today) == {}
    assert rfm(purchases(facts.orders, facts.lines, today)).to_pyarrow().num_rows == 0
