"""Which few customers make most of the revenue, or of the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.portfolio.enums import ParetoClass

HUNDRED = Decimal(100)
A_BELOW = Decimal(80)
B_BELOW = Decimal(95)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its rank from 1 (equal values share the best) and its class.

    `before` is the share of the whole made by those ahead of it, in percent points.
    """

    rank: int
    pareto: ParetoClass
    before: Decimal


def pareto_class(before: Decimal) -> ParetoClass:
    """The class of a customer by the share of those ahead, in percent points."""
    if before < A_BELOW:
        return ParetoClass.A
    return ParetoClass.B if before < B_BELOW else ParetoClass.C


def places(values: Sequence[Decimal]) -> tuple[Place, ...]:
    """Place each value, in euros, among all: A while the share before it is under 80 %, B under 95 %, else C (R-F6).

    Values that are not above zero bring nothing to the whole: they rank last and are C. Equal values stand in the
    order given. The answer is in the order of the values.
    """
    order = sorted(range(len(values)), key=lambda index: -values[index])
    whole = sum((value for value in values if value > 0), Decimal(0))
    placed: dict[int, Place] = {}
    ahead, rank = Decimal(0), 0
    for count, index in enumerate(order, start=1):
        value = values[index]
        if count == 1 or value != values[order[count - 2]]:
            rank = count
        if value <= 0:
            placed[index] = Place(rank, ParetoClass.C, HUNDRED)
            continue
        before = ahead * HUNDRED / whole
        placed[index] = Place(rank, pareto_class(before), before)
        ahead += value
    return tuple(placed[index] for index in range(len(values)))
