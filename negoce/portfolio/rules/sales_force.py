"""How many salespeople the visits of a year need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked


@dataclass(frozen=True, slots=True)
class VisitGroup:
    """Customers who are each visited so many times a year."""

    customers: int
    visits: Decimal


@dataclass(frozen=True, slots=True)
class SalesForce:
    """Visits of a year, what one person makes of them, and the people needed: exactly, and in whole persons."""

    visits: Decimal
    capacity: Decimal
    exact: Decimal
    people: int


def sales_force(
    groups: Sequence[VisitGroup], *, days: Decimal, visits_a_day: Decimal, people: int | None = None
) -> Worked[SalesForce]:
    """People that the yearly visits need, by workload (R-M3).

    `days` on the road a year and `visits_a_day` are those of one person; `people` is how many there are, to say what
    is missing. Raises CannotWork for a count below zero, or when one person makes no visit.
    """
    if any(each.customers < 0 or each.visits < 0 for each in groups):
        raise CannotWork("force.below_zero")
    if days <= 0 or visits_a_day <= 0:
        raise CannotWork("force.no_capacity")
    visits = sum((each.customers * each.visits for each in groups), Decimal(0))
    capacity = days * visits_a_day
    exact = visits / capacity
    found = SalesForce(
        visits=visits,
        capacity=capacity,
        exact=exact.quantize(Decimal("0.01"), ROUND_HALF_UP),
        people=int(exact.to_integral_value(ROUND_CEILING)),
    )
    steps = (
        Step("force.visits", {"groups": len(groups), "visits": visits}),
        Step("force.capacity", {"days": days, "each": visits_a_day, "capacity": capacity}),
        Step(
            "force.people",
            {"visits": visits, "capacity": capacity, "exact": found.exact, "people": found.people},
        ),
    )
    findings: tuple[Finding, ...] = ()
    if people is not None and people < found.people:
        missing = found.people - people
        findings = (Finding("force.short", "warning", {"people": people, "missing": missing}),)
    return Worked(found, steps, findings)
