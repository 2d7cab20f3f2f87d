"""The rhythm of a customer's orders: how often they come, and from which day their silence says something."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from negoce.kit.dates import add_months
from negoce.portfolio.rules.thresholds import Thresholds

_LATEST_YEAR = 9_000
_NEVER = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the orders up to the last one, `last`, say until the next.

    `cadence` is the median of the days between two orders, None under two gaps: `paces` then holds the default.
    `variation_square` is the square of their population standard deviation over their mean, exact. The days from
    which silence means dormancy (`dormant_from`, or `few_from` of the second trigger) or loss are day numbers of the
    calendar (`date.toordinal`), which may lie after its last day.
    """

    orders: int
    first: date
    last: date
    cadence: Decimal | None
    paces: Decimal
    variation_square: Fraction | None
    is_regular: bool
    dormant_from: int
    few_from: int
    lost_from: int

    @property
    def variation(self) -> float | None:
        """Population standard deviation of the gaps over their mean, None under two gaps."""
        return None if self.variation_square is None else float(self.variation_square) ** 0.5


def past_days(order_days: Iterable[date], today: date) -> tuple[date, ...]:
    """The distinct days up to today, ascending: what is dated in the future counts for nothing."""
    return tuple(sorted({day for day in order_days if day <= today}))


def rhythm_of(days: Sequence[date], thresholds: Thresholds) -> Rhythm | None:
    """The rhythm after the last of these distinct, ascending days; None without a day."""
    if not days:
        return None
    gaps = sorted((after - before).days for before, after in pairwise(days))
    return _rhythm(days, len(days), gaps, sum(gaps), sum(gap * gap for gap in gaps), thresholds)


def rhythms(days: Sequence[date], thresholds: Thresholds) -> Iterator[Rhythm]:
    """The rhythm after each of these distinct, ascending days."""
    gaps: list[int] = []
    total = squares = 0
    for position, day in enumerate(days):
        if position:
            gap = (day - days[position - 1]).days
            insort(gaps, gap)
            total += gap
            squares += gap * gap
        yield _rhythm(days, position + 1, gaps, total, squares, thresholds)


def first_day_out(day: date, months: int) -> int:
    """The number of the first day on which a day is no longer in the last so many months.

    A day is in the last 12 months while it is not before today's date a year ago, that day included.
    """
    if months > 12 * (_LATEST_YEAR - day.year):
        return _NEVER
    out = add_months(day, months)
    while add_months(out, -months) <= day:
        out += timedelta(days=1)
    return out.toordinal()


def _rhythm(
    days: Sequence[date], count: int, gaps: Sequence[int], total: int, squares: int, thresholds: Thresholds
) -> Rhythm:
    """Of the first `count` days, with their gaps ascending, the sum of these and that of their squares."""
    cadence = _median(gaps) if len(gaps) >= 2 else None
    spread = Fraction(len(gaps) * squares, total * total) - 1 if cadence is not None else None
    paces = thresholds.default_cadence_days if cadence is None else cadence
    last = days[count - 1].toordinal()
    few = int(thresholds.few_orders)
    return Rhythm(
        orders=count,
        first=days[0],
        last=days[count - 1],
        cadence=cadence,
        paces=paces,
        variation_square=spread,
        is_regular=spread is not None and spread <= Fraction(thresholds.regular_variation) ** 2,
        dormant_from=last + _days_past(thresholds.dormant_days, thresholds.dormant_cadences * paces),
        few_from=first_day_out(days[max(count - few, 0)], int(thresholds.few_orders_months))
        if few
        else _NEVER,
        lost_from=last + _days_past(thresholds.lost_days, thresholds.lost_cadences * paces),
    )


def _days_past(least: Decimal, paced: Decimal) -> int:
    """The first whole number of days that is above both."""
    return int(max(least, paced)) + 1


def _median(ascending: Sequence[int]) -> Decimal:
    middle = len(ascending) // 2
    if len(ascending) % 2:
        return Decimal(ascending[middle])
    return Decimal(ascending[middle - 1] + ascending[middle]) / 2
