"""The sales action plan of a year as documents show it: its actions, sums and budget by month (S7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import PlanPart
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.queries.plan import arrivals, counted_customers, plan_line, planned_actions
from negoce.portfolio.queries.whole_house import sees_whole_house
from negoce.portfolio.rules.action_plan import PlanSums, budget_by_month, plan_sums, sums_by_part


@dataclass(frozen=True, slots=True)
class BookLine:
    """An action, and the customers counted for it from orders, None where nothing may be counted."""

    action: PlannedAction
    counted: int | None


@dataclass(frozen=True, slots=True)
class PlanBook:
    """The plan of a year on a day; `margins` says whether costs and margins may be shown."""

    year: int
    day: date
    margins: bool
    lines: Mapping[PlanPart, Sequence[BookLine]]
    sums: Mapping[PlanPart, PlanSums]
    whole: PlanSums
    months: Mapping[PlanPart, tuple[Decimal, ...]]


def plan_book(actor: Actor, year: int, day: date) -> PlanBook:
    """Everything that the page, the files and the API show of a year; three queries at most.

    Of a part of the house arrivals say nothing of a plan that is for all of it: then nothing is counted.
    """
    rows = list(planned_actions(year))
    came = arrivals(actor, year) if rows and sees_whole_house(actor) else None
    lines = [plan_line(row) for row in rows]
    return PlanBook(
        year=year,
        day=day,
        margins=actor.may_read(FieldGroup.MARGIN),
        lines={
            part: [
                BookLine(row, None if came is None else counted_customers(row, came))
                for row in rows
                if row.part == part
            ]
            for part in PlanPart
        },
        sums=sums_by_part(lines),
        whole=plan_sums(lines),
        months={part: budget_by_month([each for each in lines if each.part is part]) for part in PlanPart},
    )
