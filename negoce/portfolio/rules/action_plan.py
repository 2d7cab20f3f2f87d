"""Sums of a sales action plan: by part, by month, and what came of it against what was aimed at (S7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.numbers import percent_of
from negoce.portfolio.enums import PlanPart

ZERO, HUNDRED, CENT = Decimal(0), Decimal(100), Decimal("0.01")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action; euros, None for what nobody said. Months from 1 to 12, both included."""

    part: PlanPart
    first_month: int
    last_month: int
    budget: Decimal | None = None
    expected_customers: int | None = None
    expected_margin: Decimal | None = None
    actual_cost: Decimal | None = None
    actual_customers: int | None = None
    actual_margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlanSums:
    """Sums over some actions; None where nobody said anything. Rates in percent points, None without what it takes.

    `budget_used` is spent ÷ budget, of the actions that have both; `customers_reached` and `margin_reached` likewise.
    `return_on_cost` is (margin obtained − spent) ÷ spent, of the actions that have both (as R-M4).
    """

    actions: int
    budget: Decimal | None
    spent: Decimal | None
    expected_customers: int | None
    actual_customers: int | None
    expected_margin: Decimal | None
    actual_margin: Decimal | None
    budget_used: Decimal | None
    customers_reached: Decimal | None
    margin_reached: Decimal | None
    return_on_cost: Decimal | None


def plan_sums(lines: Sequence[PlanLine]) -> PlanSums:
    """Add up some actions."""
    costed = [
        (each.actual_margin, each.actual_cost)
        for each in lines
        if each.actual_margin is not None and each.actual_cost
    ]
    spent = sum((cost for _margin, cost in costed if cost), ZERO)
    gained = sum((margin for margin, _cost in costed), ZERO)
    return PlanSums(
        actions=len(lines),
        budget=_sum(each.budget for each in lines),
        spent=_sum(each.actual_cost for each in lines),
        expected_customers=_count(each.expected_customers for each in lines),
        actual_customers=_count(each.actual_customers for each in lines),
        expected_margin=_sum(each.expected_margin for each in lines),
        actual_margin=_sum(each.actual_margin for each in lines),
        budget_used=_reached([(each.actual_cost, each.budget) for each in lines]),
        customers_reached=_reached(
            [(_decimal(each.actual_customers), _decimal(each.expected_customers)) for each in lines]
        ),
        margin_reached=_reached([(each.actual_margin, each.expected_margin) for each in lines]),
        return_on_cost=percent_of(gained - spent, spent) if spent else None,
    )


def sums_by_part(lines: Sequence[PlanLine]) -> dict[PlanPart, PlanSums]:
    """The sums of each part, empty parts too."""
    return {part: plan_sums([each for each in lines if each.part is part]) for part in PlanPart}


def budget_by_month(lines: Sequence[PlanLine]) -> tuple[Decimal, ...]:
    """The budgets of the year spread evenly over the months of their actions, to the cent.

    The twelve add up to the whole: cents that do not divide go to the last month of their action.
    """
    months = [ZERO] * MONTHS
    for line in lines:
        if not line.budget:
            continue
        count = line.last_month - line.first_month + 1
        each = (line.budget / count).quantize(CENT, ROUND_HALF_UP)
        for month in range(line.first_month, line.last_month):
            months[month - 1] += each
        months[line.last_month - 1] += line.budget - each * (count - 1)
    return tuple(months)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def _count(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _reached(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """The actual over the aimed at, of the actions that say both."""
    known = [(actual, aimed) for actual, aimed in pairs if actual is not None and aimed is not None]
    whole = sum((aimed for _actual, aimed in known), ZERO)
    return percent_of(sum((actual for actual, _aimed in known), ZERO), whole) if whole else None
