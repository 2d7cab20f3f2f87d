"""VAT contained in an amount, and what of it the firm may deduct on gifts and travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.catalogue.enums import ExpenseKind
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.parameters.rules.dated_values import DatedValues

HUNDRED = Decimal(100)
GIFT_CEILING = "gift_vat_ceiling"
GIFT_STATEMENT = "gift_statement_ceiling"
SIMPLIFIED_RECEIPT = "simplified_receipt_ceiling"
_GIFTS = "CGI ann. II art. 206 IV-2, ann. IV art. 28-00 A"
_TRAVEL = "CGI ann. II art. 206"
# Share of the VAT that may be deducted, in percent points.
_SHARES = {
    ExpenseKind.PASSENGER_TRANSPORT: 0,
    ExpenseKind.HOTEL_OWN_STAFF: 0,
    ExpenseKind.HOTEL_THIRD_PARTY: 100,
    ExpenseKind.RESTAURANT: 100,
    ExpenseKind.FUEL_CAR: 80,
    ExpenseKind.FUEL_UTILITY: 100,
    ExpenseKind.CLEAN_ENERGY: 100,
    ExpenseKind.TOLL: 100,
    ExpenseKind.CAR_HIRE: 0,
    ExpenseKind.ADVERTISING: 100,
}


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift of goods: its price including VAT with delivery, in euros, and its VAT rate in percent points."""

    given_on: date
    incl_vat: Decimal
    rate: Decimal = Decimal(20)


@dataclass(frozen=True, slots=True)
class DeductibleVat:
    """VAT contained in what was spent, and the part of it that is deductible, in euros."""

    contained: Decimal
    deductible: Decimal


def vat_contained(incl_vat: Decimal, rate: Decimal) -> Decimal:
    """Return the VAT contained in an amount: incl. × rate ÷ (100 + rate), to the cent (R-C10)."""
    if not 0 <= rate <= HUNDRED:
        raise CannotWork("vat.rate_out_of_range", rate=rate)
    return round_money(incl_vat * rate / (HUNDRED + rate))


def gift_vat(gifts: Sequence[Gift], values: DatedValues) -> Worked[DeductibleVat]:
    """Return the VAT deductible on the gifts of one person in one year.

    All of it while their total including VAT and delivery stays within the ceiling of the year, else none at all.
    Raises CannotWork for gifts of several years or below zero.
    """
    if not gifts:
        return Worked(DeductibleVat(Decimal(0), Decimal(0)), (Step("gift.none"),))
    if len({gift.given_on.year for gift in gifts}) > 1:
        raise CannotWork("gift.several_years")
    if any(gift.incl_vat < 0 for gift in gifts):
        raise CannotWork("amount.negative", amount=min(gift.incl_vat for gift in gifts))
    ceiling = values.on(GIFT_CEILING, max(gift.given_on for gift in gifts)).value
    total = sum((gift.incl_vat for gift in gifts), Decimal(0))
    contained = sum((vat_contained(gift.incl_vat, gift.rate) for gift in gifts), Decimal(0))
    within = total <= ceiling
    figures = {"total": total, "ceiling": ceiling, "vat": contained}
    step = Step("gift.within_ceiling" if within else "gift.over_ceiling", figures, _GIFTS)
    return Worked(DeductibleVat(contained, contained if within else Decimal(0)), (step,))


def gift_statement_due(total: Decimal, day: date, values: DatedValues) -> Worked[bool]:
    """Tell whether the gifts of a year must stand in the statement of overheads (CGI art. 39-5)."""
    ceiling = values.on(GIFT_STATEMENT, day).value
    due = total > ceiling
    code = "gift.statement_due" if due else "gift.no_statement"
    return Worked(due, (Step(code, {"total": total, "ceiling": ceiling}, "CGI art. 39-5"),))


def expense_vat(
    kind: ExpenseKind, incl_vat: Decimal, rate: Decimal, *, spent_on: date, values: DatedValues
) -> Worked[DeductibleVat]:
    """Return the VAT deductible on an expense of travel or advertising, with the receipt it needs."""
    if incl_vat < 0:
        raise CannotWork("amount.negative", amount=incl_vat)
    contained = vat_contained(incl_vat, rate)
    share = _SHARES[kind]
    deductible = round_money(contained * share / HUNDRED)
    steps = [
        Step("vat.contained", {"incl_vat": incl_vat, "rate": rate, "vat": contained}, _TRAVEL),
        Step("vat.share", {"share": share, "deductible": deductible, "vat": contained}, _TRAVEL),
    ]
    findings: tuple[Finding, ...] = ()
    ceiling = values.on(SIMPLIFIED_RECEIPT, spent_on).value
    if deductible and incl_vat - contained > ceiling:
        findings = (Finding("vat.invoice_needed", "info", {"ceiling": ceiling}),)
    return Worked(DeductibleVat(contained, deductible), tuple(steps), findings)
