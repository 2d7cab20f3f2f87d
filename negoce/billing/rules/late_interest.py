"""Late-payment penalties between professionals, and the interest that public buyers owe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.parameters.rules.dated_values import DatedValues, half_of, half_year_start, next_half_year

CENTRAL_BANK_RATE = "ecb_main_refinancing_rate"
LEGAL_RATE = "legal_interest_rate_professionals"
RECOVERY_FEE = "recovery_fee"
DAYS_A_YEAR = 365
_PENALTY = "C. com. L441-10 II"
_PUBLIC = "CCP R2192-31"


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount received on a day, in euros including VAT."""

    paid_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Segment:
    """Days that bear one rate on one balance; `rate` in percent points a year."""

    first_day: date
    last_day: date
    days: int
    balance: Decimal
    rate: Decimal
    interest: Decimal


@dataclass(frozen=True, slots=True)
class LateInterest:
    """What a late payment costs the debtor, in euros; there is no VAT on it."""

    interest: Decimal
    recovery_fee: Decimal
    segments: tuple[Segment, ...]

    @property
    def total(self) -> Decimal:
        """Interest and indemnity."""
        return self.interest + self.recovery_fee


def late_penalty(
    *,
    amount: Decimal,
    due_on: date,
    until: date,
    values: DatedValues,
    payments: Sequence[Payment] = (),
    contract_rate: Decimal | None = None,
    debtor_is_consumer: bool = False,
) -> Worked[LateInterest]:
    """Return the penalties on an invoice from the day after it was due (R-C5), C. com. L441-10 II, D441-5.

    `amount` includes VAT; `until` is the day it was paid, or today. A payment before `until` lowers the balance
    of the days after it; its own day still bears on the old one. `contract_rate`, in percent points, is replaced
    by three times the legal rate where it lies below. Raises CannotWork for a half-year without a published rate.
    """
    _check(amount, payments)
    steps: list[Step] = []
    findings: list[Finding] = []
    segments: list[Segment] = []
    for first, last, balance in _stretches(amount, due_on, until, payments, by_half_year=True):
        rate = _penalty_rate(first, values, contract_rate, steps, findings)
        segments.append(_segment(first, last, balance, rate, steps, _PENALTY))
    return _result(segments, values, until, steps, findings, fee_due=not debtor_is_consumer)


def public_late_interest(
    *, amount: Decimal, due_on: date, until: date, values: DatedValues, payments: Sequence[Payment] = ()
) -> Worked[LateInterest]:
    """Return what a public buyer owes for paying late (R-C6), CCP R2192-31.

    The central bank's rate plus 8 points, as of the first day of the half-year in which interest began to run, is
    kept for the whole delay. Raises CannotWork for a half-year without a published rate.
    """
    _check(amount, payments)
    steps: list[Step] = []
    segments: list[Segment] = []
    if until > due_on:
        start = half_year_start(due_on + timedelta(days=1))
        bank = values.of_half_year(CENTRAL_BANK_RATE, start).value
        rate = bank + 8
        figures = {"bank": bank, "rate": rate, "half": half_of(start), "year": str(start.year)}
        steps.append(Step("interest.public_rate", figures, _PUBLIC))
        for first, last, balance in _stretches(amount, due_on, until, payments, by_half_year=False):
            segments.append(_segment(first, last, balance, rate, steps, _PUBLIC))
    return _result(segments, values, until, steps, [], fee_due=True)


def _check(amount: Decimal, payments: Sequence[Payment]) -> None:
    if amount < 0:
        raise CannotWork("amount.negative", amount=amount)
    if any(each.amount < 0 for each in payments):
        raise CannotWork("payment.negative")


def _stretches(
    amount: Decimal, due_on: date, until: date, payments: Sequence[Payment], *, by_half_year: bool
) -> Iterator[tuple[date, date, Decimal]]:
    """Yield first day, last day and balance of each stretch of late days; a settled invoice bears no more."""
    received = sorted(payments, key=lambda each: each.paid_on)
    first = due_on + timedelta(days=1)
    while first <= until:
        balance = amount - sum((each.amount for each in received if each.paid_on < first), Decimal(0))
        if balance <= 0:
            return
        last = until
        if by_half_year:
            last = min(last, next_half_year(first) - timedelta(days=1))
        last = min([last, *(each.paid_on for each in received if each.paid_on >= first)])
        yield first, last, balance
        first = last + timedelta(days=1)


def _penalty_rate(
    day: date, values: DatedValues, contract: Decimal | None, steps: list[Step], findings: list[Finding]
) -> Decimal:
    place = {"half": half_of(day), "year": str(day.year)}
    if contract is None:
        bank = values.of_half_year(CENTRAL_BANK_RATE, day).value
        rate = bank + 10
        step = Step("penalty.default_rate", {"bank": bank, "rate": rate, **place}, _PENALTY)
    else:
        legal = values.of_half_year(LEGAL_RATE, day).value
        floor = 3 * legal
        rate = max(contract, floor)
        figures = {"contract": contract, "legal": legal, "floor": floor, "rate": rate, **place}
        step = Step("penalty.contract_rate", figures, _PENALTY)
        if contract < floor:
            step = Step("penalty.floor_rate", figures, _PENALTY)
            finding = Finding("penalty.below_floor", "warning", figures)
            if finding not in findings:
                findings.append(finding)
    if step not in steps:
        steps.append(step)
    return rate


def _segment(
    first: date, last: date, balance: Decimal, rate: Decimal, steps: list[Step], source: str
) -> Segment:
    days = (last - first).days + 1
    interest = round_money(balance * rate * days / (100 * DAYS_A_YEAR))
    figures = {
        "from": first,
        "to": last,
        "days": days,
        "balance": balance,
        "rate": rate,
        "interest": interest,
    }
    steps.append(Step("interest.segment", figures, source))
    return Segment(first, last, days, balance, rate, interest)


def _result(
    segments: Sequence[Segment],
    values: DatedValues,
    until: date,
    steps: list[Step],
    findings: list[Finding],
    *,
    fee_due: bool,
) -> Worked[LateInterest]:
    if not segments:
        return Worked(LateInterest(Decimal(0), Decimal(0), ()), (Step("interest.not_late"),))
    fee = round_money(values.on(RECOVERY_FEE, until).value) if fee_due else Decimal(0)
    steps.append(
        Step("interest.recovery_fee" if fee_due else "interest.no_fee", {"fee": fee}, "C. com. D441-5")
    )
    interest = sum((each.interest for each in segments), Decimal(0))
    steps.append(Step("interest.total", {"interest": interest, "total": interest + fee}))
    return Worked(LateInterest(interest, fee, tuple(segments)), tuple(steps), tuple(findings))
