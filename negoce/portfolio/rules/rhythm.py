"""The rhythm of a customer's orders: how often they come, and from which day their silence says something."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from negoce.kit.dates import add_months
from negoce.portfolio.rules.thresholds import Thresholds

_LATEST_YEAR = 9_000
_NEVER = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the orders up to the last one, `last`, say until the next.

    `cadence` is the median of the days between two orders, None under two gaps: `paces` then holds the default.
    `gap_sums` are the number of these gaps, their sum and that of their squares. The days from which silence means
    dormancy (`dormant_from`, or `few_from` of the second trigger) or loss are day numbers of the calendar
    (`date.toordinal`), which may lie after its last day.
    """

    orders: int
    first: date
    last: date
    cadence: Decimal | None
    paces: Decimal
    gap_sums: tuple[int, int, int]
    is_regular: bool
    dormant_from: int
    few_from: int
    lost_from: int

    @property
    def variation(self) -> float | None:
        """Population standard deviation of the gaps over their mean, None under two gaps."""
        count, total, squares = self.gap_sums
        return ((count * squares - total * total) ** 0.5) / total if count >= 2 else None


def past_days(order_days: Iterable[date], today: date) -> tuple[date, ...]:
    """The distinct days up to today, ascending: what is dated in the future counts for nothing."""
    return tuple(sorted({day for day in order_days if day <= today}))


def rhythm_of(days: Sequence[date], thresholds: Thresholds) -> Rhythm | None:
    """The rhythm after the last of these distinct, ascending days; None without a day."""
    if not days:
        return None
    gaps = sorted((after - before).days for before, after in pairwise(days))
    sums = (len(gaps), sum(gaps), sum(gap * gap for gap in gaps))
    return _limits(thresholds).rhythm(days, len(days), gaps, sums)


def rhythms(days: Sequence[date], thresholds: Thresholds) -> Iterator[Rhythm]:
    """The rhythm after each of these distinct, ascending days."""
    limits = _limits(thresholds)
    gaps: list[int] = []
    total = squares = 0
    for position, day in enumerate(days):
        if position:
            gap = (day - days[position - 1]).days
            insort(gaps, gap)
            total += gap
            squares += gap * gap
        yield limits.rhythm(days, position + 1, gaps, (position, total, squares))


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


class _Limits:
    """The thresholds made ready: those who order every day have thousands of rhythms to tell."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._few, self._months = int(thresholds.few_orders), int(thresholds.few_orders_months)
        spread = Fraction(thresholds.regular_variation) ** 2 + 1
        self._most, self._per = spread.numerator, spread.denominator
        self._known: dict[Decimal, tuple[int, int]] = {}

    def rhythm(
        self, days: Sequence[date], count: int, gaps: Sequence[int], sums: tuple[int, int, int]
    ) -> Rhythm:
        """Of the first `count` days, with their gaps ascending and the sums of these."""
        number, total, squares = sums
        cadence = _median(gaps) if number >= 2 else None
        paces = self._thresholds.default_cadence_days if cadence is None else cadence
        dormant, lost = self._silences(paces)
        last = days[count - 1].toordinal()
        few = self._few
        return Rhythm(
            orders=count,
            first=days[0],
            last=days[count - 1],
            cadence=cadence,
            paces=paces,
            gap_sums=sums,
            # In whole numbers: the square of the variation is number × squares ÷ total² − 1.
            is_regular=number >= 2 and number * squares * self._per <= self._most * total * total,
            dormant_from=last + dormant,
            few_from=first_day_out(days[max(count - few, 0)], self._months) if few else _NEVER,
            lost_from=last + lost,
        )

    def _silences(self, paces: Decimal) -> tuple[int, int]:
        """From how many days without an order a customer of this cadence is dormant, and lost."""
        if paces not in self._known:
            given = self._thresholds
            self._known[paces] = (
                _days_past(given.dormant_days, given.dormant_cadences * paces),
                _days_past(given.lost_days, given.lost_cadences * paces),
            )
        return self._known[paces]


@lru_cache(maxsize=8)
def _limits(thresholds: Thresholds) -> _Limits:
    """The same for every customer of a night."""
    return _Limits(thresholds)


def _days_past(least: Decimal, paced: Decimal) -> int:
    """The first whole number of days that is above both."""
    return int(max(least, paced)) + 1


def _median(ascending: Sequence[int]) -> Decimal:
    middle = len(ascending) // 2
    if len(ascending) % 2:
        return Decimal(ascending[middle])
    return Decimal(ascending[middle - 1] + ascending[middle]) / 2
