"""Discounting a bill of exchange at the bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
BANK_YEAR = 360
DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class DiscountedBill:
    """What the bank keeps and pays out, in euros; `effective_rate` in percent points a year, not rounded."""

    days: int
    interest: Decimal
    endorsement: Decimal
    fees: Decimal
    vat: Decimal
    charges: Decimal
    net: Decimal
    effective_rate: Decimal


def discount_bill(
    *,
    amount: Decimal,
    negotiated_on: date,
    due_on: date,
    rate: Decimal,
    endorsement_rate: Decimal = Decimal(0),
    fees: Decimal = Decimal(0),
    bank_days: int = 1,
    vat_rate: Decimal = Decimal(20),
) -> Worked[DiscountedBill]:
    """Return what is left of a bill discounted before it is due (R-C7).

    Rates in percent points a year; interest and endorsement run over real days plus the bank's days on a year of 360;
    VAT bears on the fixed fees alone. Raises CannotWork for amounts or rates below zero, a bill due already, or
    charges that eat the whole bill.
    """
    if amount <= 0 or min(rate, endorsement_rate, fees, vat_rate) < 0 or bank_days < 0:
        raise CannotWork("amount.negative", amount=min(amount, rate, endorsement_rate, fees, vat_rate))
    real = (due_on - negotiated_on).days
    if real < 1:
        raise CannotWork("bill.due_already", due=due_on)
    days = real + bank_days
    interest = round_money(amount * rate * days / (HUNDRED * BANK_YEAR))
    endorsement = round_money(amount * endorsement_rate * days / (HUNDRED * BANK_YEAR))
    fixed = round_money(fees)
    vat = round_money(fixed * vat_rate / HUNDRED)
    charges = interest + endorsement + fixed + vat
    net = amount - charges
    if net <= 0:
        raise CannotWork("bill.nothing_left", charges=charges)
    effective = (charges - vat) / net * DAYS_A_YEAR / real * HUNDRED
    bill = DiscountedBill(days, interest, endorsement, fixed, vat, charges, net, effective)
    return Worked(
        bill,
        (
            Step("bill.days", {"real": real, "bank": bank_days, "days": days}),
            Step("bill.interest", {"amount": amount, "rate": rate, "days": days, "interest": interest}),
            Step("bill.endorsement", {"rate": endorsement_rate, "endorsement": endorsement}),
            Step("bill.fees", {"fees": fixed, "vat": vat, "vat_rate": vat_rate}),
            Step("bill.net", {"amount": amount, "charges": charges, "net": net}),
            Step("bill.effective_rate", {"rate": effective, "net": net, "days": real}),
        ),
    )
