"""What the actions for customers of one status cost, bring back, and how far the objective is reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked


@dataclass(frozen=True, slots=True)
class BudgetResult:
    """`cost_per_head` in euros, the others in percent points; None where what it takes is not known or is 0."""

    cost_per_head: Decimal | None
    return_percent: Decimal | None
    attainment: Decimal | None


def status_budget(
    *,
    heads: int,
    budget: Decimal,
    target_heads: int | None = None,
    margin_gained: Decimal | None = None,
) -> Worked[BudgetResult]:
    """Cost per head, return and attainment of a budget of actions (R-M4).

    `budget` and `margin_gained` in euros of one year, `heads` the customers of the status, `target_heads` how many
    were aimed at. Raises CannotWork for a budget or a count below zero.
    """
    if budget < 0:
        raise CannotWork("budget.below_zero", budget=budget)
    if heads < 0 or (target_heads or 0) < 0:
        raise CannotWork("budget.heads_below_zero")
    steps, findings = [], []
    each = returned = attained = None
    if heads:
        each = round_money(budget / heads)
        steps.append(Step("budget.per_head", {"budget": budget, "heads": heads, "each": each}))
    else:
        findings.append(Finding("budget.no_heads", "info"))
    if margin_gained is None:
        findings.append(Finding("budget.no_margin", "info"))
    elif budget:
        returned = percent_of(margin_gained - budget, budget)
        steps.append(Step("budget.return", {"margin": margin_gained, "budget": budget, "percent": returned}))
        if returned < 0:
            findings.append(Finding("budget.loses", "warning", {"missing": budget - margin_gained}))
    else:
        findings.append(Finding("budget.nothing_spent", "info"))
    if target_heads:
        attained = percent_of(heads, target_heads)
        steps.append(Step("budget.attainment", {"heads": heads, "target": target_heads, "percent": attained}))
    return Worked(BudgetResult(each, returned, attained), tuple(steps), tuple(findings))


def attainment(actual: Decimal, target: Decimal | None) -> Decimal | None:
    """What was reached of an objective, in percent points to 2 decimals; None without an objective."""
    return percent_of(actual, target) if target else None
