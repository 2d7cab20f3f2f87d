"""The season: how much the coming days should sell beside the last ones, from the team's own days or declared.

Weeks resemble their neighbours on the circle of the year, less and less with distance (a Gaussian process with an
exponential kernel): what December sold last year says something of next November, little of next July. Growth is a line
apart, so that a team that grows is not taken for one that has a season.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.summary import Floats, Ints

_YEAR = 365.25
# Chosen on the totals that followed eleven days of Online Retail, March to August 2011 (decision 0023).
MEMORY_DAYS = 20.0
_SPREAD, _GROWTH, _NOISE = 0.5, 0.3, 0.1
_LEAST_WEEKS = 10
_LEAST_ORDERS = 300
_LEAST_OPEN = 0.4
# A portfolio that nobody joins any more is no picture of demand: its total falls by itself.
_LEAST_NEWCOMERS = 0.02
_LOWEST, _HIGHEST = 0.5, 2.0

# Monthly indices that a team may declare by name. A convention to start from, to be confirmed by the team's own
# years: retail trades in gifts sell most from October to December, their wholesalers about a month before.
NAMED: Mapping[str, Mapping[int, float]] = {
    "autumn": {
        1: 0.85, 2: 0.85, 3: 0.90, 4: 0.90, 5: 0.95, 6: 0.95,
        7: 0.95, 8: 0.95, 9: 1.10, 10: 1.20, 11: 1.30, 12: 1.10,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Season:
    """Index of each day of the year, around 1; `own` says whether it was read from the team's days."""

    index: tuple[float, ...] = (1.0,) * 366
    own: bool = False

    def of(self, days: Ints) -> Floats:
        """The index of days given as ordinals."""
        return np.asarray(self.index)[_day_of_year(days)]

    def ratio(self, today: int, ahead: int, behind: int = 90) -> float:
        """Mean index of the `ahead` days from `today` over that of the `behind` days before it."""
        coming = self.of(np.arange(today, today + ahead)).mean()
        gone = self.of(np.arange(today - behind, today)).mean()
        return float(np.clip(coming / gone, _LOWEST, _HIGHEST))


NO_SEASON = Season()


def declared_season(months: Mapping[int, float]) -> Season:
    """A season from the indices of months 1 to 12, on any scale. Raises ValueError if one is missing or not above 0."""
    if set(months) != set(range(1, 13)) or not all(0 < value < 1e6 for value in months.values()):
        raise ValueError("months")
    mean = sum(months.values()) / 12
    days = [date(2024, 1, 1).fromordinal(date(2024, 1, 1).toordinal() + each) for each in range(366)]
    return Season(tuple(months[day.month] / mean for day in days))


def own_season(known: Histories, today: int) -> Season:
    """The season read from what was bought before `today`; none when the records say too little of demand."""
    if len(known.days) < _LEAST_ORDERS or not _still_joined(known, today):
        return NO_SEASON
    middles, rates, counts = _weeks(known.days, today)
    if len(middles) < _LEAST_WEEKS:
        return NO_SEASON
    values = np.log(rates)
    growth = (middles - middles.mean()) / _YEAR
    alike = _alike(middles, middles) + _GROWTH**2 * np.outer(growth, growth)
    precision = np.linalg.inv(alike + np.diag(_NOISE**2 + 1 / counts))
    level = float(precision.sum(axis=0) @ values / precision.sum())
    pulls = precision @ (values - level)
    first = date.fromordinal(today).replace(month=1, day=1).toordinal()
    year = np.arange(first, first + 366, dtype=np.float64)
    return Season(tuple(np.exp(_alike(year, middles) @ pulls).tolist()), own=True)


def _alike(some: Floats, others: Floats) -> Floats:
    apart = np.abs(some[:, None] - others[None, :]) % _YEAR
    return np.asarray(_SPREAD**2 * np.exp(-np.minimum(apart, _YEAR - apart) / MEMORY_DAYS))


def _weeks(days: Ints, today: int) -> tuple[Floats, Floats, Floats]:
    """Middle, orders per full week and orders of each week before `today`; days without any order count as closed."""
    first = int(days.min())
    length = today - first
    sold = np.bincount(days - first, minlength=length)[:length].astype(np.float64)
    weekday = (np.arange(length) + first) % 7
    share = np.array([sold[weekday == each].mean() if (weekday == each).any() else 0.0 for each in range(7)])
    share /= share.sum()
    middles, rates, counts = [], [], []
    for end in range(length, 6, -7):
        week = slice(end - 7, end)
        opened = float(share[weekday[week]][sold[week] > 0].sum())
        if opened >= _LEAST_OPEN:
            middles.append(first + end - 3.5)
            rates.append(sold[week].sum() / opened)
            counts.append(sold[week].sum())
    return np.array(middles), np.array(rates), np.array(counts)


def _still_joined(known: Histories, today: int) -> bool:
    """Whether first orders are at least a fiftieth of the last 90 days' purchases."""
    recent = int((known.days >= today - 90).sum())
    return recent > 0 and int((known.first >= today - 90).sum()) >= _LEAST_NEWCOMERS * recent


def _day_of_year(days: Ints) -> Ints:
    """Place of each day in a year of 366 days: 1 March has the same place in all years."""
    dates = (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    years = dates.astype("datetime64[Y]")
    length = ((years + 1).astype("datetime64[D]") - years.astype("datetime64[D]")).astype(np.int64)
    place = (dates - years).astype(np.int64)
    return np.asarray(place + ((length == 365) & (place >= 59)))
