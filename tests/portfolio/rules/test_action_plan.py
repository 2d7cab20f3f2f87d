"""Sums of a sales action plan (S7)."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.enums import PlanPart
from negoce.portfolio.rules.action_plan import PlanLine, budget_by_month, plan_sums, sums_by_part

FAIR = PlanLine(
    PlanPart.CONQUEST, 3, 4, D(9_500), 10, D(14_000), actual_cost=D(9_000), actual_customers=8,
    actual_margin=D(12_600),
)  # fmt: skip
CLUB = PlanLine(PlanPart.LOYALTY, 1, 12, D(1_200), None, D(6_000))


def test_what_came_is_compared_where_both_are_known() -> None:
    sums = plan_sums([FAIR, CLUB])
    assert (sums.budget, sums.spent, sums.expected_margin) == (D(10_700), D(9_000), D(20_000))
    # The club has not spent yet: it says nothing of what was used.
    assert (sums.budget_used, sums.customers_reached) == (D("94.74"), D("80.00"))
    assert (sums.margin_reached, sums.return_on_cost) == (D("90.00"), D("40.00"))


def test_parts_without_an_action_are_there_and_empty() -> None:
    parts = sums_by_part([FAIR, CLUB])
    assert [parts[part].actions for part in PlanPart] == [1, 0, 1]
    empty = parts[PlanPart.DEVELOPMENT]
    assert (empty.budget, empty.budget_used, empty.return_on_cost) == (None, None, None)
    assert plan_sums([PlanLine(PlanPart.LOYALTY, 1, 1, D(0), 0, D(0), D(0), 0, D(0))]).budget_used is None


def test_budgets_stand_in_their_months() -> None:
    months = budget_by_month([FAIR, CLUB, PlanLine(PlanPart.LOYALTY, 2, 4, D(100))])
    assert months[:5] == (D(100), D("133.33"), D("4883.33"), D("4883.34"), D(100))
    assert sum(months) == D(10_800)


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12), st.decimals(0, 10**6, places=2)), max_size=9)
)
def test_months_add_up_to_the_whole(drawn: list[tuple[int, int, D]]) -> None:
    lines = [PlanLine(PlanPart.LOYALTY, min(a, b), max(a, b), budget) for a, b, budget in drawn]
    assert sum(budget_by_month(lines)) == sum((each[2] for each in drawn), D(0))
