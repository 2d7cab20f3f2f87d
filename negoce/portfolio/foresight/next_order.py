"""When the next order should come: by the customer's own cadence where it has one, else by its pace."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.summary import Floats, Ints

# A cadence of one's own takes four purchases and gaps that differ little as R-F1 asks of a regular customer.
_LEAST_PURCHASES, _MOST_VARIATION = 4, 0.5
_NORMAL = 1.2816  # leaves a tenth on each side
_LEAST_ALIVE = 0.05
_FARTHEST_DAYS = 730


def next_orders(known: Histories, today: int, pace: Floats, alive: Floats) -> tuple[Ints, Ints, Ints]:
    """Most likely day, and the days between which it falls eight times in ten, as ordinals; 0 where none is foreseen.

    `pace` is orders expected a day, `alive` the probability of still being a customer.
    """
    since = (today - known.last).astype(np.float64)
    with np.errstate(divide="ignore"):
        wait = np.where(pace > 0, 1 / np.maximum(pace, 1e-9), np.inf)
    middle, soon, late = wait * np.log(2), wait * -np.log(0.9), wait * -np.log(0.1)
    gap, variation = _cadence(known)
    own = (known.counts >= _LEAST_PURCHASES) & (variation <= _MOST_VARIATION)
    width = np.maximum(_NORMAL * variation * gap, 1.0)
    due = gap - since
    # A cadence holds until it is overdue beyond its own range; after that the pace tells.
    own &= due + width > 0
    middle = np.where(own, np.maximum(due, 0), middle)
    soon = np.where(own, np.maximum(due - width, 0), soon)
    late = np.where(own, due + width, late)
    foreseen = (alive >= _LEAST_ALIVE) & (middle <= _FARTHEST_DAYS)

    def day(wait_days: Floats) -> Ints:
        days = np.minimum(np.nan_to_num(wait_days, posinf=_FARTHEST_DAYS), _FARTHEST_DAYS)
        return np.where(foreseen, today + np.floor(days).astype(np.int64), 0)

    return day(middle), day(soon), day(late)


def _cadence(known: Histories) -> tuple[Floats, Floats]:
    """Mean gap in days of each customer and its variation (population standard deviation over mean)."""
    gaps = np.diff(known.days, prepend=known.days[:1]).astype(np.float64)
    gaps[known.starts[:-1]] = 0.0
    number = np.maximum(known.counts - 1, 1)
    mean = np.bincount(known.owner, weights=gaps, minlength=known.size) / number
    squares = np.bincount(known.owner, weights=gaps**2, minlength=known.size) / number
    spread = np.sqrt(np.maximum(squares - mean**2, 0))
    return mean, spread / np.maximum(mean, 1e-9)
