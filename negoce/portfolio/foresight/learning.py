"""Learns from the team's own past: what was seen of customers on past days, and what they bought afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.boosting import Trees, fit_boosting
from negoce.portfolio.foresight.features import features
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.regression import Regression, fit_regression
from negoce.portfolio.foresight.summary import Floats

# Half of the horizon asked for: what follows is alike, and twice as many past days can teach it.
LEARNT_DAYS = 45
_STEP_DAYS, _LEAST_BEFORE, _HALF_LIFE = 7, 21, 60
_MOST_DAYS, _MOST_CUSTOMERS, _MOST_ROWS = 26, 6_000, 80_000
_LEAST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Lessons:
    """One row a customer and past day: what was seen, orders since, their mean on that day, weight of the row."""

    rows: Floats
    counts: Floats
    means: Floats
    weights: Floats

    @property
    def target(self) -> Floats:
        """Orders since relative to the mean of the day."""
        return self.counts / self.means


@dataclass(frozen=True, slots=True)
class Learned:
    """What tells customers apart; how much they all order together is told by the probability models."""

    regression: Regression
    trees: Trees


def lessons(known: Histories, today: int) -> Lessons | None:
    """The past days that taught something before `today`, newest first; None when there are too few.

    Each past day is compared within itself: its own total is divided out, so that neither the season nor customers
    who were there before the records began weigh on what tells customers apart.
    """
    if not known.size:
        return None
    known = known.sample(_MOST_CUSTOMERS)
    begin = int(known.days.min())
    rows, counts, means, weights, taken = [], [], [], [], 0
    for age in range(_MOST_DAYS):
        day = today - LEARNT_DAYS - age * _STEP_DAYS
        if day - begin < _LEAST_BEFORE or taken > _MOST_ROWS:
            break
        then, places = known.before(day)
        since = known.bought_between(day, day + LEARNT_DAYS)[places]
        mean = float(since.mean()) if then.size else 0.0
        if mean <= 0:
            continue
        rows.append(features(then, day))
        counts.append(since)
        means.append(np.full(then.size, mean))
        weights.append(np.full(then.size, mean * 0.5 ** (age * _STEP_DAYS / _HALF_LIFE)))
        taken += then.size
    if taken < _LEAST_ROWS:
        return None
    return Lessons(np.vstack(rows), np.concatenate(counts), np.concatenate(means), np.concatenate(weights))


def learn(taught: Lessons) -> Learned:
    """Regression and trees. Imports scikit-learn: only jobs and commands call it."""
    return Learned(
        fit_regression(taught.rows, taught.target, taught.weights),
        fit_boosting(taught.rows, taught.target, taught.weights),
    )
