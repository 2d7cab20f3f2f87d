"""What a plan brought: stages, channels, weeks, costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from negoce.portfolio.rules.plan_result import TargetFacts, plan_content, plan_costs
from negoce.prospecting.rules.channel_cost import Acquisition

START, END = date(2026, 11, 4), date(2026, 11, 20)
TARGETS = [
    TargetFacts(
        "fair", "call", 3, {"contacted": date(2026, 11, 4), "customers": date(2026, 11, 18)}, 2, 120_000, 40_000
    ),
    TargetFacts("", "call", 1, {"contacted": date(2026, 11, 10), "leads": date(2026, 11, 10)}),
    TargetFacts("search", "note", 0, {}),
    TargetFacts("", "visit", 1, {"contacted": date(2026, 11, 12), "meetings": date(2026, 11, 12)}),
]  # fmt: skip


def test_whoever_reached_a_stage_counts_in_those_before() -> None:
    content = plan_content(TARGETS, {"phone", "fair"}, START, END)
    assert content["stages"] == [3, 3, 2, 1, 1]
    assert (content["contacts"], content["orders"]) == (5, 2)
    assert (content["revenue_cents"], content["margin_cents"]) == (120_000, 40_000)


def test_a_target_came_by_its_origin_else_by_how_it_was_first_reached() -> None:
    assert plan_content(TARGETS, {"phone", "fair"}, START, END)["channels"] == {
        "": {"contacted": 1, "leads": 1, "meetings": 1},
        "fair": {"contacted": 1, "leads": 1, "meetings": 1, "quotes": 1, "customers": 1, "revenue_cents": 120_000},
        "phone": {"contacted": 1, "leads": 1},
    }  # fmt: skip


def test_weeks_begin_on_monday_and_none_is_left_out() -> None:
    assert plan_content(TARGETS, {"phone"}, START, END)["weeks"] == [
        ["2026-11-02", 1, 0, 0, 0, 0],
        ["2026-11-09", 2, 1, 1, 0, 0],
        ["2026-11-16", 0, 0, 0, 0, 1],
    ]


def test_costs_of_each_step_and_what_came_back() -> None:
    content = plan_content(TARGETS, {"phone"}, START, END)
    found = plan_costs([D(200), D(50)], content, D(500))
    assert (found.spent, found.contact, found.lead, found.meeting) == (
        D(250),
        D("50.00"),
        D("83.33"),
        D("125.00"),
    )
    assert found.customer == Acquisition(D(250), 1, D("250.00"), D("6.00"))
    assert found.return_on_cost == D("60.00")


def test_without_cost_or_customer_nothing_is_made_up() -> None:
    found = plan_costs([], plan_content([], (), START, START), None)
    assert (found.contact, found.customer, found.return_on_cost) == (None, None, None)


def test_a_margin_that_nobody_knows_is_not_nought() -> None:
    facts = TargetFacts("", "", 0, {"customers": START}, 1, 5_000, None)
    assert plan_content([facts], (), START, END)["margin_cents"] is None
