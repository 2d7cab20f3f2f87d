"""Loans with constant instalments."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
MOST_PERIODS = 600


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of a schedule, in euros; `balance` is what is still owed after it."""

    number: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan's constant instalment, its schedule, and the interest it costs in all, in euros."""

    instalment: Decimal
    schedule: tuple[Instalment, ...]
    interest: Decimal


def loan(capital: Decimal, yearly_rate: Decimal, periods: int, *, periods_a_year: int = 12) -> Worked[Loan]:
    """Return the schedule of a loan; the last instalment clears what rounding left (R-C8).

    `yearly_rate` in percent points, divided by the periods of a year. Raises CannotWork for a capital or a rate below
    zero, and for periods outside 1 to 600.
    """
    if capital <= 0 or yearly_rate < 0:
        raise CannotWork("amount.negative", amount=min(capital, yearly_rate))
    if not 1 <= periods <= MOST_PERIODS or periods_a_year < 1:
        raise CannotWork("loan.periods_out_of_range", periods=periods, most=MOST_PERIODS)
    rate = yearly_rate / (HUNDRED * periods_a_year)
    instalment = constant_instalment(capital, rate, periods)
    balance, schedule = capital, []
    for number in range(1, periods + 1):
        interest = round_money(balance * rate)
        # A tiny capital over many periods may be repaid early by the cent that rounding adds.
        payment = balance + interest if number == periods else min(instalment, balance + interest)
        balance -= payment - interest
        schedule.append(Instalment(number, payment, interest, payment - interest, balance))
    total = sum((each.interest for each in schedule), Decimal(0))
    return Worked(
        Loan(instalment, tuple(schedule), total),
        (
            Step("loan.rate", {"yearly": yearly_rate, "periods": periods_a_year, "rate": rate * HUNDRED}),
            Step("loan.instalment", {"capital": capital, "periods": periods, "instalment": instalment}),
            Step("loan.last", {"last": schedule[-1].payment}),
            Step("loan.interest", {"interest": total, "paid": total + capital}),
        ),
    )


def constant_instalment(capital: Decimal, rate: Decimal, periods: int) -> Decimal:
    """Return the instalment to the cent: C·i ÷ (1 − (1+i)^−n), or C ÷ n without interest; `rate` of one period."""
    if not rate:
        return round_money(capital / periods)
    return round_money(capital * rate / (1 - (1 + rate) ** -periods))
