"""Selling receivables to a factor."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
BANK_YEAR = 360


@dataclass(frozen=True, slots=True)
class Factored:
    """What the factor keeps, holds back and pays at once, in euros."""

    guarantee_fund: Decimal
    advance: Decimal
    commission: Decimal
    commission_vat: Decimal
    financing: Decimal
    cash_now: Decimal


def factor(
    *,
    amount: Decimal,
    fund_percent: Decimal,
    commission_percent: Decimal,
    financing_rate: Decimal,
    days: int,
    vat_rate: Decimal = Decimal(20),
) -> Worked[Factored]:
    """Return the cash that a factor pays for invoices today (R-C18).

    Percent points; the commission bears on the invoices, with VAT, the financing on the advance over a year of 360;
    the guarantee fund is given back later. Raises CannotWork for values below zero, rates over 100, or no cash left.
    """
    if amount <= 0 or days < 0:
        raise CannotWork("amount.negative", amount=amount)
    for percent in (fund_percent, commission_percent, financing_rate, vat_rate):
        if not 0 <= percent <= HUNDRED:
            raise CannotWork("reduction.percent_out_of_range", percent=percent)
    fund = round_money(amount * fund_percent / HUNDRED)
    advance = amount - fund
    commission = round_money(amount * commission_percent / HUNDRED)
    vat = round_money(commission * vat_rate / HUNDRED)
    financing = round_money(advance * financing_rate * days / (HUNDRED * BANK_YEAR))
    cash = advance - commission - vat - financing
    if cash < 0:
        raise CannotWork("factoring.nothing_left")
    return Worked(
        Factored(fund, advance, commission, vat, financing, cash),
        (
            Step(
                "factoring.fund",
                {"amount": amount, "percent": fund_percent, "fund": fund, "advance": advance},
            ),
            Step(
                "factoring.commission", {"percent": commission_percent, "commission": commission, "vat": vat}
            ),
            Step("factoring.financing", {"rate": financing_rate, "days": days, "financing": financing}),
            Step("factoring.cash", {"cash": cash, "fund": fund}),
        ),
    )
