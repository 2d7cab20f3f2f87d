"""What a visit to a customer brings in, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class VisitResults:
    """In euros excluding VAT; the first two are per visit, None without a visit. `net` is what visits leave."""

    revenue: Decimal | None
    margin: Decimal | None
    cost: Decimal
    net: Decimal


def cost_per_visit(*, yearly_cost: Decimal, visits: int) -> Decimal:
    """What one visit costs: the yearly cost of the salesperson, in euros, over the visits made in the year.

    Raises CannotWork without a visit, or for a cost below zero.
    """
    if visits <= 0:
        raise CannotWork("visits.none_made")
    if yearly_cost < 0:
        raise CannotWork("visits.cost_below_zero", cost=yearly_cost)
    return round_money(yearly_cost / visits)


def visit_results(
    *, revenue: Decimal, margin: Decimal, visits: int, visit_cost: Decimal
) -> Worked[VisitResults]:
    """Revenue and margin a visit, and the margin left once the visits are paid for (R-M1).

    Amounts in euros excluding VAT over the same time as `visits`.
    """
    cost = round_money(visits * visit_cost)
    results = VisitResults(
        revenue=round_money(revenue / visits) if visits else None,
        margin=round_money(margin / visits) if visits else None,
        cost=cost,
        net=margin - cost,
    )
    steps = [Step("visits.cost", {"visits": visits, "each": visit_cost, "cost": cost})]
    if results.margin is not None:
        steps.insert(0, Step("visits.margin", {"margin": margin, "visits": visits, "each": results.margin}))
    steps.append(Step("visits.net", {"margin": margin, "cost": cost, "net": results.net}))
    return Worked(results, tuple(steps))
