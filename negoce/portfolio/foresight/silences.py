"""The silences between purchases, each in paces of its customer, as they were seen in the last year."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from negoce.portfolio.foresight.histories import Flags, Histories
from negoce.portfolio.foresight.summary import Floats, Ints

# Silences are taught by what happened in the last year: who left a shop of ten years ago says little of today's.
SEEN_DAYS = 365
# Purchases after which silences are looked at apart: the first, the next two, and all others.
STRATA = (1, 3)
_MOST_CUSTOMERS = 20_000


@dataclass(frozen=True, slots=True)
class Pace:
    """R-F1's: days between orders of who has no cadence, and the least a pace counts."""

    usual: float = 90.0
    least: float = 30.0


@dataclass(frozen=True, slots=True)
class Silences:
    """One element a silence, in paces: where the last year met it, where it ended or stands, whether an order ended it.

    `stratum` is 0 after a first purchase, 1 after the second or third, 2 later.
    """

    stratum: Ints
    begin: Floats
    end: Floats
    ended: Flags


def silences(known: Histories, today: int, pace: Pace) -> Silences:
    """Those of the last year, of at most 20,000 customers evenly spread; the current ones have not ended."""
    known = known.sample(_MOST_CUSTOMERS)
    number = np.arange(len(known.days)) - known.starts[:-1][known.owner] + 1
    unit = np.maximum(_cadences(known, pace), pace.least)
    ended = np.ones(len(known.days), dtype=bool)
    ended[known.starts[1:] - 1] = False
    until = np.where(ended, np.append(known.days[1:], today), today)
    begin = np.maximum(known.days, today - SEEN_DAYS)
    seen = until > begin
    return Silences(
        stratum=strata(number)[seen],
        begin=((begin - known.days) / unit)[seen],
        end=((until - known.days) / unit)[seen],
        ended=ended[seen],
    )


def strata(purchases: Ints) -> Ints:
    """Which curve is read after so many purchases."""
    return np.asarray(np.searchsorted(STRATA, purchases))


def paces(known: Histories, pace: Pace) -> Floats:
    """The pace of each customer today, in days: the median of its gaps, the usual one under two gaps."""
    gaps = np.diff(known.days, prepend=known.days[:1]).astype(np.float64)
    gaps[known.starts[:-1]] = -1  # the first purchase has none: it sorts before the others
    ascending = gaps[np.lexsort((gaps, known.owner))]
    number = known.counts - 1
    low = ascending[np.minimum(known.starts[:-1] + 1 + np.maximum(number - 1, 0) // 2, len(gaps) - 1)]
    high = ascending[np.minimum(known.starts[:-1] + 1 + number // 2, len(gaps) - 1)]
    return np.maximum(np.where(number >= 2, (low + high) / 2, pace.usual), pace.least)


def _cadences(known: Histories, pace: Pace) -> Floats:
    """The cadence at each purchase: of the gaps until then."""
    return np.fromiter(_each_cadence(known, pace), dtype=np.float64, count=len(known.days))


def _each_cadence(known: Histories, pace: Pace) -> Iterator[float]:
    days, starts = known.days.tolist(), known.starts.tolist()
    for begin, end in pairwise(starts):
        gaps: list[int] = []
        for place in range(begin, end):
            if place > begin:
                insort(gaps, days[place] - days[place - 1])
            middle = len(gaps) // 2
            if len(gaps) < 2:
                yield pace.usual
            else:
                yield gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2
