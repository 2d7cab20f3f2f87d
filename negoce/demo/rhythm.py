"""How often somebody orders: a mean of days and how even the gaps are, and gaps drawn from both."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, pstdev

# So many gaps tell whether somebody orders evenly; of fewer, a usual evenness is taken.
_TELLING_GAPS = 4
_USUAL, _LEAST_EVEN, _MOST_EVEN = 3.0, 1.5, 6.0
# Who was silent at the end for so many of its gaps has left: it is not watched any more.
_SILENT_GAPS = 3
# Half an order more than was seen: the next one was on its way.
_ON_ITS_WAY = 0.5
_TRIES = 30


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days from one order to the next: their mean, and their evenness (1: by chance; 5: like a clock)."""

    mean: float
    evenness: float

    def gap(self, source: random.Random) -> int:
        """Draw the days between two orders, one at least."""
        return max(1, round(source.gammavariate(self.evenness, self.mean / self.evenness)))

    def gap_over(self, source: random.Random, waited: int) -> int:
        """Draw the gap around a day after which an order came `waited` days later: it is longer than that."""
        for _ in range(_TRIES):
            drawn = self.gap(source)
            if drawn > waited:
                return drawn
        return waited + self.gap(source)


def rhythm_of(days: Sequence[date], begins: date, ends: date) -> Rhythm:
    """Return the rhythm of who ordered on these days, the oldest first, while watched from a day to another.

    Orders over days, not the gaps seen: who ordered once in nine months orders about every six.
    """
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)]
    evenness = _USUAL
    watched = (ends - begins).days
    if len(gaps) >= _TELLING_GAPS:
        mean, spread = fmean(gaps), max(pstdev(gaps), 0.1)
        evenness = min(max((mean / spread) ** 2, _LEAST_EVEN), _MOST_EVEN)
        if (ends - days[-1]).days > _SILENT_GAPS * mean:
            watched = (days[-1] - begins).days + round(mean)
    return Rhythm(watched / (len(days) + _ON_ITS_WAY), evenness)
