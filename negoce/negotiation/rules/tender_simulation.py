"""What each offer costs under each scenario of quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked


@dataclass(frozen=True, slots=True)
class PricedItem:
    """A line of the price list: the unit price of each supplier, and its quantity in each scenario."""

    name: str
    prices: tuple[Decimal | None, ...]
    quantities: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class SimulatedOffer:
    """The cost of one supplier under one scenario, excluding VAT; `rank` among the suppliers of that scenario."""

    supplier: str
    scenario: str
    cost: Decimal
    rank: int


def simulation_grid(
    suppliers: Sequence[str], scenarios: Sequence[str], items: Sequence[PricedItem]
) -> Worked[tuple[SimulatedOffer, ...]]:
    """Return the sum of unit price times quantity, scenario by scenario, the cheapest first (R-S7).

    Raises CannotWork when there is nothing to price, and where a supplier gives no price for a line asked for.
    """
    if not (suppliers and scenarios and items):
        raise CannotWork("simulation.nothing_to_price")
    found: list[SimulatedOffer] = []
    for at, scenario in enumerate(scenarios):
        costs = [_cost(supplier, place, at, items) for place, supplier in enumerate(suppliers)]
        lines = [
            SimulatedOffer(supplier, scenario, cost, 1 + sum(other < cost for other in costs))
            for supplier, cost in zip(suppliers, costs, strict=True)
        ]
        found.extend(sorted(lines, key=lambda line: line.rank))
    steps = tuple(
        Step(
            "simulation.cost",
            {"supplier": each.supplier, "scenario": each.scenario, "cost": each.cost, "lines": len(items)},
        )
        for each in found
    )
    cheapest = [
        {each.supplier for each in found if each.scenario == name and each.rank == 1} for name in scenarios
    ]
    changes = len(cheapest) > 1 and not set.intersection(*cheapest)
    free = any(price == 0 for item in items for price in item.prices)
    findings = [Finding("simulation.rank_changes", "info")] if changes else []
    if free:
        findings.append(Finding("simulation.free_line", "warning"))
    return Worked(tuple(found), steps, tuple(findings))


def _cost(supplier: str, place: int, scenario: int, items: Sequence[PricedItem]) -> Decimal:
    cost = Decimal(0)
    for item in items:
        price, quantity = item.prices[place], item.quantities[scenario]
        if price is None:
            if quantity:
                raise CannotWork("simulation.price_missing", item=item.name, supplier=supplier)
            continue
        cost += price * quantity
    return round_money(cost)
