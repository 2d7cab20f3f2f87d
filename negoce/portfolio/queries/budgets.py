"""The year of each status: heads, sales, what was aimed at, spent and gained (S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import OrderRankMargin, StatusBudget, StatusFigures
from negoce.portfolio.queries.whole_house import sees_whole_house
from negoce.portfolio.rules.service_costs import Service, ServiceCosts, service_cost

ZERO = Decimal(0)
NOTHING_DONE = Service()


@dataclass(frozen=True, slots=True)
class Planned:
    """What people set for a status in a year; None while nobody did."""

    target_heads: int | None = None
    budget: Decimal | None = None
    visits_a_year: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A status over a year, for the companies that the reader sees. See StatusFigures for what counts where.

    `spent` is what serving cost in euros, by the settings of today; `is_whole` says that the reader sees the whole
    house, for which targets and budgets are set.
    """

    status: LifeStatus
    planned: Planned
    heads: int = 0
    net: Decimal = ZERO
    margin: Decimal = ZERO
    uncosted: int = 0
    overdue: int = 0
    started: int = 0
    gained: Decimal = ZERO
    unknown_gains: int = 0
    service: Service = NOTHING_DONE
    spent: Decimal = ZERO
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class StatusYear:
    """Every status in the order of the cycle; `as_of` is None for a year that no night worked out."""

    lines: Sequence[StatusLine]
    as_of: date | None
    is_whole: bool


def status_year(actor: Actor, year: int, costs: ServiceCosts, visit_cost: Decimal | None) -> StatusYear:
    """The statuses of a year under the actor's rights; three queries. Sums are made here: databases round them."""
    plans = planned(year)
    lines = {each: StatusLine(each, plans.get(each, Planned())) for each in LifeStatus}
    as_of: date | None = None
    for row in StatusFigures.objects.filter(company_rights(actor), year=year).order_by("pk"):
        status = LifeStatus(row.status)
        lines[status] = _added(lines[status], row)
        as_of = row.as_of if as_of is None else max(as_of, row.as_of)
    whole = sees_whole_house(actor)
    return StatusYear(
        [
            replace(each, spent=service_cost(each.service, costs, visit_cost), is_whole=whole)
            for each in lines.values()
        ],
        as_of,
        whole,
    )


def planned(year: int) -> Mapping[LifeStatus, Planned]:
    """What was set for the statuses of a year, in one query."""
    rows = StatusBudget.objects.filter(year=year).order_by("pk")
    return {LifeStatus(row.status): Planned(row.target_heads, row.budget, row.visits_a_year) for row in rows}


def sellers() -> int:
    """How many salespeople there are; one query."""
    return User.objects.filter(is_active=True, role=Role.SALESPERSON.value).count()


def order_margins() -> Sequence[OrderRankMargin]:
    """The mean margin of each rank of order, over the whole house; one query."""
    return list(OrderRankMargin.objects.order_by("rank"))


def _added(line: StatusLine, row: StatusFigures) -> StatusLine:
    done = line.service
    return replace(
        line,
        heads=line.heads + row.heads,
        net=line.net + row.net,
        margin=line.margin + row.margin,
        uncosted=line.uncosted + row.uncosted,
        overdue=line.overdue + row.overdue,
        started=line.started + row.started,
        gained=line.gained + row.gained,
        unknown_gains=line.unknown_gains + row.unknown_gains,
        service=Service(
            done.visits + row.visits, done.exchanges + row.exchanges, done.messages + row.messages
        ),
    )
