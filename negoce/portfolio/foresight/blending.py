"""One figure from several models: how much each customer orders beside the others, and how much all together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.summary import Floats

# Chosen on Online Retail after 10 March, April, May and June 2011, seen again on CDNOW (decision 0023).
_REGRESSION, _TREES, _PROBABILITY = 0.5, 0.3, 0.2
_OFF, _KEPT = 0.15, 0.2
MEDIAN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Means:
    """What each part of the blend says on average over all customers, the mix and what is left of it: its measure."""

    regression: float
    trees: float
    probability: float
    mixed: float
    left: float


def shares(
    regression: Floats, trees: Floats, probability: Floats, means: Means | None = None
) -> tuple[Floats, Means]:
    """Orders of each customer relative to their mean: a geometric mean of what the three models say.

    A mean of several flattens: a little is taken off everybody, which lowers those who hardly order most. `means` are
    those of all customers, where only some are told.
    """
    of_each = (
        (_mean(regression), _mean(trees), _mean(probability))
        if means is None
        else (means.regression, means.trees, means.probability)
    )
    logs = _REGRESSION * _logs(regression, of_each[0]) + _TREES * _logs(trees, of_each[1])
    mixed = np.exp(logs + _PROBABILITY * _logs(probability, of_each[2]))
    mean_mixed = _mean(mixed) if means is None else means.mixed
    mixed = mixed / mean_mixed
    left = np.maximum(mixed - _OFF, mixed * _KEPT)
    mean_left = _mean(left) if means is None else means.left
    return left / mean_left, Means(*of_each, mean_mixed, mean_left)


def compromise(mean: Floats, median: Floats) -> Floats:
    """One number for two uses: nearer to the median than the mean is, for the error on each customer."""
    return (1 - MEDIAN_SHARE) * mean + MEDIAN_SHARE * median


def _logs(values: Floats, mean: float) -> Floats:
    return np.asarray(np.log(np.maximum(values / mean, 1e-6)))


def _mean(values: Floats) -> float:
    """At least a little above 0: what nobody orders has no measure of its own."""
    mean = float(values.mean()) if len(values) else 0.0
    return mean if mean > 0 else 1.0
