"""What a customer is worth over the years to come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

ONE, HUNDRED = Decimal(1), Decimal(100)
LONGEST_YEARS = 100


@dataclass(frozen=True, slots=True)
class LifetimeValue:
    """Euros. `net` is what the value leaves once the acquisition is paid for, None while its cost is not known."""

    value: Decimal
    net: Decimal | None


def lifetime_value(
    *,
    margin: Decimal,
    retention: Decimal,
    discount: Decimal,
    years: int | None = None,
    acquisition_cost: Decimal | None = None,
) -> Worked[LifetimeValue]:
    """Customer lifetime value, without end or over `years` (R-F4).

    `margin` in euros a year; `retention` and `discount` in percent points a year. The first margin comes after one
    year, only if the customer stayed. Raises CannotWork for rates or years out of range, and where nobody ever
    leaves, nothing is discounted and no horizon is given: the sum has no end.
    """
    if not 0 <= retention <= HUNDRED:
        raise CannotWork("clv.retention_out_of_range", retention=retention)
    if discount < 0:
        raise CannotWork("clv.discount_below_zero", discount=discount)
    if years is not None and not 1 <= years <= LONGEST_YEARS:
        raise CannotWork("clv.years_out_of_range", years=years, most=LONGEST_YEARS)
    kept, grown = retention / HUNDRED, ONE + discount / HUNDRED
    shown = {"margin": margin, "retention": retention, "discount": discount}
    if years is None:
        if grown <= kept:
            raise CannotWork("clv.endless")
        value = round_money(margin * kept / (grown - kept))
        steps = [Step("clv.infinite", {**shown, "value": value})]
    else:
        value = round_money(
            sum((margin * (kept / grown) ** year for year in range(1, years + 1)), Decimal(0))
        )
        steps = [Step("clv.horizon", {**shown, "years": years, "value": value})]
    net = None
    if acquisition_cost is not None:
        net = value - acquisition_cost
        steps.append(Step("clv.net", {"value": value, "cost": acquisition_cost, "net": net}))
    findings = () if (value if net is None else net) >= 0 else (Finding("clv.costs_money", "warning"),)
    return Worked(LifetimeValue(value, net), tuple(steps), findings)
