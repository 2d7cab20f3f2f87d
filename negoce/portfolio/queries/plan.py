"""The sales action plan of a year, and the customers that came meanwhile (S7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import CUSTOMERS, LifeStatus, PlanPart
from negoce.portfolio.models import PlannedAction, StatusChange
from negoce.portfolio.rules.action_plan import PlanLine

_WOKEN = frozenset({LifeStatus.DORMANT, LifeStatus.LOST})
_BOUGHT = frozenset({*CUSTOMERS, *_WOKEN})


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many became customers in a month, from which status, by which channel they once came."""

    month: int
    before: str
    channel: str
    count: int


def planned_actions(year: int) -> QuerySet[PlannedAction]:
    """The actions of a year, in the order of their months."""
    rows = PlannedAction.objects.filter(year=year).select_related("owner")
    return rows.order_by("part", "first_month", "last_month", "pk")


def plan_line(row: PlannedAction) -> PlanLine:
    """An action as the sums read it."""
    return PlanLine(
        PlanPart(row.part), row.first_month, row.last_month, row.budget, row.expected_customers,
        row.expected_margin, row.actual_cost, row.actual_customers, row.actual_margin,
    )  # fmt: skip


def arrivals(actor: Actor, year: int) -> Sequence[Arrivals]:
    """Who became a customer in a year, or came back, among the companies that the actor sees; one query."""
    rows = (
        StatusChange.objects.filter(
            company_rights(actor, "company__"),
            company__deleted_at__isnull=True,
            happened_on__year=year,
            after__in=[each.value for each in CUSTOMERS],
        )
        .exclude(before__in=[each.value for each in CUSTOMERS])
        .order_by()
        .annotate(month=ExtractMonth("happened_on"))
        .values_list("month", "before", "company__origin_channel")
        .annotate(count=Count("company", distinct=True))
    )
    return [Arrivals(*row) for row in rows]


def counted_customers(row: PlannedAction, came: Sequence[Arrivals]) -> int | None:
    """How many customers came in the months of an action as its target says; None where that says nothing.

    A conquest counts first purchases, by its channel where it has one; an action for the dormant or the lost counts
    who bought again.
    """
    months = range(row.first_month, row.last_month + 1)
    if row.status in _WOKEN:
        return sum(each.count for each in came if each.month in months and each.before == row.status)
    if row.part != PlanPart.CONQUEST:
        return None
    return sum(
        each.count
        for each in came
        if each.month in months
        and each.before not in _BOUGHT
        and (not row.channel or each.channel == row.channel)
    )


def years_with_actions() -> Mapping[int, int]:
    """How many actions each year has; one query."""
    rows = PlannedAction.objects.order_by().values_list("year").annotate(count=Count("pk"))
    return dict(rows)
