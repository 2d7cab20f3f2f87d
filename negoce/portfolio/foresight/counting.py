"""From a mean to chances: how likely is no order, and between which counts eight times in ten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln
from scipy.stats import nbinom

from negoce.portfolio.foresight.summary import Floats

_LEAST_MEAN = 1e-6
# A little over eight in ten: that the total itself is uncertain is not in the law of one customer.
_COVERED = 0.83
_LEAST_TAIL, _MOST_TAIL, _STEPS = 0.02, 0.45, 8
_MOST_ROWS = 40_000
# Scatter seen about what was learned on the same days looks smaller than it will be.
_MOST_SHAPE = 2.0


@dataclass(frozen=True, slots=True)
class Counting:
    """Orders follow a negative binomial law of shape `shape`; `none` is the shape that tells who orders nothing."""

    shape: float = 1.5
    none: float = 1.5

    def p_order(self, mean: Floats) -> Floats:
        """Chance of one order at least, 0 to 1."""
        return np.asarray(-np.expm1(-self.none * np.log1p(np.maximum(mean, _LEAST_MEAN) / self.none)))

    def interval(self, mean: Floats, *, tail: float | None = None) -> tuple[Floats, Floats]:
        """Lowest and highest count of intervals that hold eight times in ten over all customers, whole numbers.

        `tail` is what is left out on each side, where that of all customers is known already.
        """
        some, back = np.unique(_rounded(mean), return_inverse=True)
        left = self.tail(mean) if tail is None else tail
        return self._quantile(some, left)[back], self._quantile(some, 1 - left)[back]

    def tail(self, mean: Floats) -> float:
        """The share to leave out on each side so that intervals hold eight times in ten over these customers.

        Counts are whole: a tenth on each side would hold more than it says for most customers, who order little.
        """
        some, many = np.unique(_rounded(mean), return_counts=True)
        narrow, wide = _MOST_TAIL, _LEAST_TAIL
        for _ in range(_STEPS):
            middle = (narrow + wide) / 2
            low, high = self._quantile(some, middle), self._quantile(some, 1 - middle)
            held = self._law(some).cdf(high) - self._law(some).cdf(low - 1)
            if held @ many / many.sum() >= _COVERED:
                wide = middle
            else:
                narrow = middle
        return wide

    def median(self, mean: Floats) -> Floats:
        """The count in the middle."""
        some, back = np.unique(_rounded(mean), return_inverse=True)
        return self._quantile(some, 0.5)[back]

    def _law(self, mean: Floats) -> Any:
        return nbinom(self.shape, self.shape / (self.shape + mean))

    def _quantile(self, mean: Floats, share: float) -> Floats:
        return np.asarray(self._law(mean).ppf(share))


def _rounded(mean: Floats) -> Floats:
    return np.asarray(np.maximum(np.round(mean, 3), _LEAST_MEAN))


def fit_counting(mean: Floats, counts: Floats) -> Counting:
    """The shapes that fit what was seen: `mean` orders were expected, `counts` came."""
    if not len(mean):
        return Counting()
    every = np.linspace(0, len(mean) - 1, min(len(mean), _MOST_ROWS)).astype(np.int64)
    mean, counts = np.maximum(mean[every], _LEAST_MEAN), counts[every]

    def loss(log: float) -> float:
        k = np.exp(log)
        each = (
            gammaln(counts + k) - gammaln(k) + k * np.log(k / (k + mean)) + counts * np.log(mean / (k + mean))
        )
        return -float(each.mean())

    def none_loss(log: float) -> float:
        k = np.exp(log)
        nothing = np.clip(np.exp(-k * np.log1p(mean / k)), 1e-9, 1 - 1e-9)
        return -float(np.where(counts > 0, np.log1p(-nothing), np.log(nothing)).mean())

    shape = float(np.exp(minimize_scalar(loss, bounds=(-3, 5), method="bounded").x))
    none = float(np.exp(minimize_scalar(none_loss, bounds=(-3, 5), method="bounded").x))
    return Counting(min(shape, _MOST_SHAPE), none)
