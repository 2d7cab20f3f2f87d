"""The cash discount for paying before the term: read as it is typed, worked out, and whether it was earned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negoce.catalogue.enums import PaymentTermKind
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.numbers import DecimalMark, parse_percent

HUNDRED = Decimal(100)
# More is no discount for a few weeks, but a slip of the hand.
MOST_PERCENT = Decimal(20)
MOST_DAYS = 365
# What roundings by rate of VAT may leave between our discount and the one that the customer worked out.
CENTS = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class EarlyPayment:
    """`percent` points off the total including VAT for who pays within `days` of the day of the invoice."""

    percent: Decimal
    days: int

    def amount_of(self, incl_vat: Decimal) -> Decimal:
        """The discount on a total, to the cent."""
        return round_money(incl_vat * self.percent / HUNDRED)

    def last_day(self, issued_on: date) -> date:
        """The last day on which a payment still earns it."""
        return issued_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class ReadEarly:
    """What was read, None when nothing was typed or something is wrong; faults by `early_percent`, `early_days`."""

    value: EarlyPayment | None
    faults: dict[str, Finding]


def early_of(percent: Decimal | None, days: int | None) -> EarlyPayment | None:
    """The discount of two stored columns; None unless both are there."""
    return None if percent is None or days is None else EarlyPayment(percent, days)


def read_early(percent_text: str, days_text: str, mark: DecimalMark, term: PaymentTerm | None) -> ReadEarly:
    """Read « 2 % » and « 8 »: both or neither; within `term` where it counts from the invoice, else it is not early."""
    percent_text, days_text = percent_text.strip(), days_text.strip()
    if not percent_text and not days_text:
        return ReadEarly(None, {})
    faults: dict[str, Finding] = {}
    percent = _percent(percent_text, mark, faults)
    days = _days(days_text, faults)
    if percent is None or days is None:
        return ReadEarly(None, faults)
    counted = term is not None and term.kind is PaymentTermKind.AFTER_INVOICE
    if counted and term is not None and days >= max(term.days, 1):
        faults["early_days"] = Finding("early.after_term", figures={"days": days, "term": term.days})
        return ReadEarly(None, faults)
    return ReadEarly(EarlyPayment(percent, days), {})


def missed(
    early: EarlyPayment, *, issued_on: date, paid_on: date, incl_vat: Decimal, left: Decimal
) -> Finding | None:
    """Why what is `left` of an invoice is not its discount: paid too late, or too little paid. None when it is."""
    last, amount = early.last_day(issued_on), early.amount_of(incl_vat)
    if paid_on > last:
        return Finding("early.late", figures={"day": paid_on, "last": last})
    if left > amount + CENTS:
        return Finding("early.too_little", figures={"left": left, "amount": amount, "percent": early.percent})
    return None


def _percent(text: str, mark: DecimalMark, faults: dict[str, Finding]) -> Decimal | None:
    value = parse_percent(text, mark).value if text else None
    if value is None or not 0 < value <= MOST_PERCENT or value != round_money(value):
        faults["early_percent"] = Finding("early.percent", figures={"most": MOST_PERCENT})
        return None
    return round_money(value)


def _days(text: str, faults: dict[str, Finding]) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_DAYS):
        faults["early_days"] = Finding("early.days", figures={"most": MOST_DAYS})
        return None
    return int(text)
