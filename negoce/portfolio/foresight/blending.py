"""One figure from several models: how much each customer orders beside the others, and how much all together."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.foresight.summary import Floats

# Chosen on Online Retail after 10 March, April, May and June 2011, seen again on CDNOW (decision 0023).
_REGRESSION, _TREES, _PROBABILITY = 0.5, 0.3, 0.2
_OFF, _KEPT = 0.15, 0.2
MEDIAN_SHARE = 0.2


def shares(regression: Floats, trees: Floats, probability: Floats) -> Floats:
    """Orders of each customer relative to their mean: a geometric mean of what the three models say.

    A mean of several flattens: a little is taken off everybody, which lowers those who hardly order most.
    """
    logs = _REGRESSION * _logs(regression) + _TREES * _logs(trees) + _PROBABILITY * _logs(probability)
    mixed = np.exp(logs)
    mixed = mixed / mixed.mean()
    return _to_mean(np.maximum(mixed - _OFF, mixed * _KEPT))


def compromise(mean: Floats, median: Floats) -> Floats:
    """One number for two uses: nearer to the median than the mean is, for the error on each customer."""
    return (1 - MEDIAN_SHARE) * mean + MEDIAN_SHARE * median


def _logs(values: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(_to_mean(values), 1e-6)))


def _to_mean(values: Floats) -> Floats:
    mean = float(values.mean()) if len(values) else 0.0
    return values / mean if mean > 0 else np.ones(len(values))
