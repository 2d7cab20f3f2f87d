"""What the learned models look at: recency, cadence, recent counts, money of each customer on one day."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.summary import Floats

WINDOWS = (14, 30, 60, 90)
HALF_LIVES = (15, 30, 60, 120)
# The gap assumed for who bought once: nobody knows its own yet.
_NO_GAP = 120.0
_NEW_DAYS = 28


def features(known: Histories, today: int) -> Floats:
    """One row a customer; `known` holds nothing from `today` on. Logarithms: what counts is the ratio."""
    owner, counts = known.owner, known.counts.astype(np.float64)
    ago = (today - known.days).astype(np.float64)

    def total(weights: Floats) -> Floats:
        return np.asarray(np.bincount(owner, weights=weights, minlength=known.size))

    age = (today - known.first).astype(np.float64)
    recency = (today - known.last).astype(np.float64)
    gap = np.where(counts >= 2, (known.last - known.first) / np.maximum(counts - 1, 1), _NO_GAP)
    once = (counts == 1).astype(np.float64)
    worth = np.maximum(known.worth, 0)
    mean_worth = np.log1p(total(worth) / counts / 100)
    columns = [
        np.log1p(counts),
        np.log(recency + 3),
        np.log(age + 10),
        *(np.log1p(total((ago <= days).astype(np.float64))) for days in WINDOWS),
        *(np.log1p(total(0.5 ** (ago / days))) for days in HALF_LIVES),
        np.log(counts / (age + 45) * 90 + 0.1),
        once,
        (counts == 2).astype(np.float64),
        np.log1p(gap),
        np.log(np.clip(recency / np.maximum(gap, 3), 0.05, 20)),
        mean_worth,
        np.log1p(worth[known.starts[1:] - 1] / 100),
        (age < _NEW_DAYS).astype(np.float64),
        once * recency / 100,
        once * mean_worth,
    ]
    return np.column_stack(columns)
