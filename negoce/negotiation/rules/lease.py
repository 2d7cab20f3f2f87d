"""Loan or lease: what each costs the buyer after tax."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.negotiation.rules.loan import MOST_PERIODS, loan

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Net present costs excluding VAT, in euros; `difference` is lease − loan."""

    loan_cost: Decimal
    lease_cost: Decimal
    instalment: Decimal
    discount_rate: Decimal

    @property
    def difference(self) -> Decimal:
        """Above zero, the loan is cheaper."""
        return self.lease_cost - self.loan_cost


def compare(
    *,
    price: Decimal,
    years: int,
    loan_rate: Decimal,
    tax_rate: Decimal,
    rent: Decimal,
    option: Decimal = Decimal(0),
    discount_rate: Decimal | None = None,
) -> Worked[Comparison]:
    """Compare buying on a loan with leasing, by net present cost after tax (R-C9).

    Yearly flows at year end, tax saved the same year, straight-line depreciation over the years; rates in percent
    points; discounted at the loan rate after tax unless given. Raises CannotWork for values below zero, a tax rate
    outside 0 to 100 (100 excluded) or years outside 1 to 50.
    """
    if min(rent, option, loan_rate) < 0 or (discount_rate is not None and discount_rate < 0):
        raise CannotWork("amount.negative", amount=min(rent, option, loan_rate))
    if not 0 <= tax_rate < HUNDRED:
        raise CannotWork("reduction.percent_out_of_range", percent=tax_rate)
    if not 1 <= years <= MOST_PERIODS // 12:
        raise CannotWork("loan.periods_out_of_range", periods=years, most=MOST_PERIODS // 12)
    tax = tax_rate / HUNDRED
    after_tax = loan_rate * (1 - tax) if discount_rate is None else discount_rate
    factor = 1 + after_tax / HUNDRED
    schedule = loan(price, loan_rate, years, periods_a_year=1).value
    saved = price / years
    loan_cost = sum(
        ((each.payment - tax * (each.interest + saved)) / factor**each.number for each in schedule.schedule),
        Decimal(0),
    )
    lease_cost = sum(
        (rent * (1 - tax) / factor**year for year in range(1, years + 1)), option / factor**years
    )
    result = Comparison(round_money(loan_cost), round_money(lease_cost), schedule.instalment, after_tax)
    code = "lease.loan_cheaper" if result.difference > 0 else "lease.lease_cheaper"
    if not result.difference:
        code = "lease.same_cost"
    return Worked(
        result,
        (
            Step("lease.discount_rate", {"rate": after_tax, "loan": loan_rate, "tax": tax_rate}),
            Step("lease.loan_cost", {"instalment": schedule.instalment, "cost": result.loan_cost}),
            Step("lease.lease_cost", {"rent": rent, "option": option, "cost": result.lease_cost}),
            Step(code, {"difference": abs(result.difference)}),
        ),
    )
