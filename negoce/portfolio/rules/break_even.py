"""The order at which a new customer has paid back what it cost to win them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """`order` is the rank from 1, None while it is not reached; `cumulated` margin and what is `left`, in euros."""

    order: int | None
    cumulated: tuple[Decimal, ...]
    left: Decimal


def break_even(*, acquisition_cost: Decimal, margins: Sequence[Decimal | None]) -> Worked[BreakEven]:
    """The first order by which the margins added up reach the cost of winning a customer (S2).

    `margins` are the mean margins in euros of a first order, a second one and so on; from the first that is not
    known (None), nothing more is. Nothing is guessed beyond them. Raises CannotWork for a cost below zero and when
    the margin of a first order is not known.
    """
    if acquisition_cost < 0:
        raise CannotWork("break_even.cost_below_zero", cost=acquisition_cost)
    known: list[Decimal] = []
    total = ZERO
    for margin in margins:
        if margin is None:
            break
        total += margin
        known.append(total)
    if not known:
        raise CannotWork("break_even.no_margin")
    reached = next((rank for rank, sum_ in enumerate(known, start=1) if sum_ >= acquisition_cost), None)
    if reached is None:
        left = acquisition_cost - known[-1]
        shown = {"orders": len(known), "cumulated": known[-1], "cost": acquisition_cost, "left": left}
        return Worked(
            BreakEven(None, tuple(known), left),
            (Step("break_even.so_far", shown),),
            (Finding("break_even.not_reached", "warning", {"orders": len(known), "left": left}),),
        )
    shown = {"order": reached, "cumulated": known[reached - 1], "cost": acquisition_cost}
    return Worked(BreakEven(reached, tuple(known), ZERO), (Step("break_even.reached", shown),))
