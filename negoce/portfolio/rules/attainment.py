"""How much of a target was reached. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)
# From this share on, a target counts as nearly reached.
NEAR = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Attainment:
    """What was aimed at and what was sold, of the whole year and up to today; `rate` is None without a target.

    The month under way counts for the share of its days that have passed.
    """

    target: Decimal
    target_to_date: Decimal
    actual: Decimal
    rate: Decimal | None

    @property
    def tone(self) -> str:
        """Good, nearly, or short of it."""
        if self.rate is None:
            return ""
        return "good" if self.rate >= 1 else "warn" if self.rate >= NEAR else "bad"


def attainment(targets: Mapping[date, Decimal], actuals: Mapping[date, Decimal], today: date) -> Attainment:
    """Compare targets with what was ordered, by first day of month; months that have no target count on neither side.

    A month without a target is no objective missed nor reached: what was sold in it stays out of the rate.
    """
    due = sum((amount * passed_share(month, today) for month, amount in targets.items()), ZERO)
    sold = sum((actuals.get(month, ZERO) for month, amount in targets.items() if amount), ZERO)
    return Attainment(
        target=sum(targets.values(), ZERO),
        target_to_date=due.quantize(Decimal("0.01")),
        actual=sum(actuals.values(), ZERO),
        rate=sold / due if due else None,
    )


def passed_share(month: date, today: date) -> Decimal:
    """Which share of a month's days has passed at the end of `today`, 0 to 1."""
    length = (_next(month) - month).days
    return Decimal(min(max((today - month).days + 1, 0), length)) / length


def months_of(year: int) -> tuple[date, ...]:
    """The first days of the months of a year."""
    return tuple(date(year, number, 1) for number in range(1, 13))


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
