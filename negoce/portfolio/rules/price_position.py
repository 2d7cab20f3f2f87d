"""Where a customer's prices stand beside the base prices, and what that gave away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked


@dataclass(frozen=True, slots=True)
class PricePosition:
    """`percent`: points above (or, below zero, under) the base prices; `given`: euros excluding VAT under them.

    Who pays more than the base prices was given nothing: `given` is then zero.
    """

    percent: Decimal
    given: Decimal


def price_position(*, paid: Decimal, at_base: Decimal) -> Worked[PricePosition]:
    """The tariff position of a customer (F5): what they paid beside the same goods at base prices.

    Both in euros excluding VAT, over the same lines. Raises CannotWork when nothing has a base price.
    """
    if at_base <= 0:
        raise CannotWork("prices.no_base")
    percent = percent_of(paid - at_base, at_base, 1)
    given = max(at_base - paid, Decimal(0))
    steps = [Step("prices.position", {"paid": paid, "base": at_base, "percent": percent})]
    if given:
        steps.append(Step("prices.given", {"paid": paid, "base": at_base, "given": given}))
    return Worked(PricePosition(percent, given), tuple(steps))
