"""What a discount for early payment costs the seller over a year."""

from __future__ import annotations

from decimal import Decimal

from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
DAYS_A_YEAR = 365


def yearly_cost(discount: Decimal, days_gained: int) -> Worked[Decimal]:
    """Return the yearly cost in percent points of a cash discount, not rounded: e ÷ (1 − e) × 365 ÷ days (R-C3).

    `discount` in percent points. Raises CannotWork for a discount outside 0 to 100 (100 excluded) or no day gained.
    """
    if not 0 <= discount < HUNDRED:
        raise CannotWork("reduction.percent_out_of_range", percent=discount)
    if days_gained < 1:
        raise CannotWork("cash_discount.no_day_gained", days=days_gained)
    cost = discount / (HUNDRED - discount) * DAYS_A_YEAR / days_gained * HUNDRED
    figures = {"discount": discount, "days": days_gained, "cost": cost}
    return Worked(cost, (Step("cash_discount.yearly_cost", figures),))
