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


def test_each_stage_counts_what_was_noted_and_passes_on_those_who_went_on() -> None:
    content = plan_content(TARGETS, {"phone", "fair"}, START, END)
    assert content["stages"] == [3, 1, 1, 0, 1]
    # Of three contacted one was met; who was met got no quote; who bought had none.
    assert content["passed"] == [[1, 3], [0, 1], [0, 0]]
    assert (content["contacts"], content["orders"]) == (5, 2)
    assert (content["revenue_cents"], content["margin_cents"], content["days"]) == (120_000, 40_000, 17)


def test_a_target_came_by_its_origin_else_by_how_it_was_first_reached() -> None:
    assert plan_content(TARGETS, {"phone", "fair"}, START, END)["channels"] == {
        "": {"contacted": 1, "meetings": 1},
        "fair": {"contacted": 1, "customers": 1, "revenue_cents": 120_000},
        "phone": {"contacted": 1, "leads": 1},
    }  # fmt: skip


def test_weeks_begin_on_monday_none_is_left_out_and_they_add_up_to_the_whole() -> None:
    content = plan_content(TARGETS, {"phone"}, START, END)
    assert content["weeks"] == [
        ["2026-11-02", 1, 0, 0, 0, 0],
        ["2026-11-09", 2, 1, 1, 0, 0],
        ["2026-11-16", 0, 0, 0, 0, 1],
    ]
    assert [sum(week[place] for week in content["weeks"]) for place in range(1, 6)] == content["stages"]


def test_costs_of_each_step_and_what_came_back() -> None:
    content = plan_content(TARGETS, {"phone"}, START, END)
    found = plan_costs([("phone", D(450)), ("", D(50))], content, {"phone"}, yearly_margin=D(500))
    assert (found.spent, found.contact, found.lead, found.meeting) == (
        D(500),
        D("100.00"),
        D("500.00"),
        D("500.00"),
    )
    assert found.customer == Acquisition(D(500), 1, D("500.00"), D("12.00"))
    # Seventeen days say nothing yet of what a customer brings in a year.
    assert (found.basis, found.return_on_cost) == ("expected", D("-20.00"))


def test_the_margin_earned_says_when_a_customer_is_paid_back_once_there_is_enough_of_it() -> None:
    content = plan_content(TARGETS, {"phone"}, START, date(2027, 2, 1))
    found = plan_costs([("phone", D(600))], content, {"phone"}, yearly_margin=D(5_000))
    # 400 € in 90 days are 1,622.22 € a year: 600 ÷ (1,622.22 ÷ 12) = 4.44 months, and not 1.44.
    assert (found.basis, found.yearly) == ("earned", D("1622.22"))
    assert found.customer == Acquisition(D(600), 1, D("600.00"), D("4.44"))
    assert plan_costs([("phone", D(300))], content, {"phone"}, yearly_margin=D(5_000)).basis == "paid"


def test_a_plan_that_loses_money_on_its_customers_is_never_paid_back() -> None:
    facts = TargetFacts("phone", "", 0, {"customers": START}, 1, 5_000, -2_000)
    content = plan_content([facts], {"phone"}, START, date(2027, 2, 1))
    found = plan_costs([("phone", D(100))], content, {"phone"}, yearly_margin=D(500))
    assert (found.basis, found.customer) == ("", Acquisition(D(100), 1, D("100.00")))


def test_customers_of_channels_that_were_paid_for_are_counted_apart() -> None:
    content = plan_content(TARGETS, {"phone", "fair"}, START, END)
    paid = plan_costs([("fair", D(90))], content, {"phone", "fair"}, yearly_margin=None)
    assert (paid.customer, paid.attributed) == (Acquisition(D(90), 1, D("90.00")),) * 2
    other = plan_costs([("phone", D(90))], content, {"phone", "fair"}, yearly_margin=None)
    assert other.attributed is None
    # A cost for all channels pays for each of them.
    whole = plan_costs([("", D(90))], content, {"phone", "fair"}, yearly_margin=None)
    assert whole.attributed == Acquisition(D(90), 1, D("90.00"))


def test_without_cost_or_customer_nothing_is_made_up() -> None:
    found = plan_costs([], plan_content([], (), START, START), (), yearly_margin=None)
    assert (found.contact, found.customer, found.return_on_cost) == (None, None, None)


def test_a_margin_that_nobody_knows_is_not_nought() -> None:
    facts = TargetFacts("", "", 0, {"customers": START}, 1, 5_000, None)
    assert plan_content([facts], (), START, END)["margin_cents"] is None
