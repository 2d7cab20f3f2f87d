"""How what is expected of customers falls into months: a curve through known horizons, and the season. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

from negoce.kit.dates import add_months

HORIZONS = (30, 90, 365)
MONTHS_AHEAD = 12
# A season seen in one year weighs as much as one in which nothing differs.
SEASON_PRIOR_YEARS = 1.0
LEAST_SPREAD, MOST_SPREAD, UNKNOWN_SPREAD = 0.05, 0.5, 0.25
FEW_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is expected of customers: the mean within each of HORIZONS days, and of each order squared, likewise."""

    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    squares: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def plus(self, other: Amounts) -> Amounts:
        """Both together; orders of different customers come independently of each other."""
        return Amounts(_add(self.mean, other.mean), _add(self.squares, other.squares))

    def times(self, share: float) -> Amounts:
        """A share of it."""
        return Amounts(
            (self.mean[0] * share, self.mean[1] * share, self.mean[2] * share),
            (self.squares[0] * share, self.squares[1] * share, self.squares[2] * share),
        )


def forecast_months(as_of: date, count: int = MONTHS_AHEAD) -> tuple[date, ...]:
    """The first days of the month under way and of those that follow."""
    first = as_of.replace(day=1)
    return tuple(add_months(first, ahead) for ahead in range(count))


def horizon_shares(as_of: date, month: date) -> tuple[float, float, float]:
    """Of what lies between 0, 30, 90 and 365 days ahead, which share of each stretch falls into a month.

    Beyond 365 days the last stretch goes on at its pace.
    """
    starts = (max(month, as_of) - as_of).days
    ends = (add_months(month, 1) - as_of).days
    # Today is over: what is to come begins tomorrow.
    starts = max(starts, 1) if month <= as_of else starts
    shares = []
    for low, high in pairwise((0, *HORIZONS)):
        top = max(high, ends) if high == HORIZONS[-1] else high
        shares.append(max(0, min(ends, top) - max(starts, low)) / (high - low))
    return shares[0], shares[1], shares[2]


def into_months(curve: Sequence[float], as_of: date, season: Mapping[int, float]) -> dict[date, float]:
    """Spread a cumulative curve (what is expected within each of HORIZONS days) over the months ahead.

    The season moves amounts between months, their sum stays what the curve says.
    """
    steps = [high - low for low, high in pairwise((0.0, *curve))]
    months = forecast_months(as_of)
    plain = {
        month: sum(step * share for step, share in zip(steps, horizon_shares(as_of, month), strict=True))
        for month in months
    }
    seasonal = {month: value * season.get(month.month, 1.0) for month, value in plain.items()}
    whole, moved = sum(plain.values()), sum(seasonal.values())
    return {month: value * whole / moved if moved else 0.0 for month, value in seasonal.items()}


def season_index(sales: Mapping[date, float], before: date) -> dict[int, float]:
    """How much above or below the average each month of the year sells, from whole years before a month; 1 is average.

    Each year's months are compared with that year's mean, then drawn towards 1 as if one more year had no season.
    """
    ratios: dict[int, list[float]] = {number: [] for number in range(1, 13)}
    end = before.replace(day=1)
    for back in range(1, 4):
        months = [add_months(end, -12 * back + ahead) for ahead in range(12)]
        values = [sales.get(month, 0.0) for month in months]
        mean = sum(values) / 12
        if mean <= 0 or min(sales, default=end) > months[0]:
            break
        for month, value in zip(months, values, strict=True):
            ratios[month.month].append(max(value, 0.0) / mean)
    return {
        number: (sum(found) + SEASON_PRIOR_YEARS) / (len(found) + SEASON_PRIOR_YEARS)
        for number, found in ratios.items()
    }


def common_spread(sales: Mapping[date, float], season: Mapping[int, float], before: date) -> float:
    """By how much a month of the whole house departs from its season and the year behind it: a standard deviation.

    Relative to the month; between 5 % and 50 %, and 25 % until six months can be compared.
    """
    gaps = []
    for back in range(1, 13):
        month = add_months(before.replace(day=1), -back)
        past = [sales.get(add_months(month, -ahead), 0.0) for ahead in range(1, 13)]
        usual = sum(past) / 12 * season.get(month.month, 1.0)
        if usual > 0 and month in sales and min(sales) <= add_months(month, -12):
            gaps.append(sales[month] / usual - 1)
    if len(gaps) < FEW_MONTHS:
        return UNKNOWN_SPREAD
    return min(max(sqrt(sum(gap * gap for gap in gaps) / len(gaps)), LEAST_SPREAD), MOST_SPREAD)


def _add(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float, float]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
