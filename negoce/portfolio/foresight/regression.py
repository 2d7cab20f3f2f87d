"""A Poisson regression with a little shrinkage: how many orders follow from what is seen of a customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from negoce.portfolio.foresight.summary import Floats
from negoce.portfolio.foresight.threads import one_thread

_SHRINKAGE = 0.01
_MOST_LOG, _FARTHEST = 8.0, 8.0


@dataclass(frozen=True, slots=True)
class Regression:
    """Means and spreads of the columns, their weights, and the constant."""

    means: Floats
    spreads: Floats
    weights: Floats
    constant: float

    def predict(self, rows: Floats) -> Floats:
        """Orders relative to the mean customer; columns outside what was learned from stay within eight spreads."""
        scaled = np.clip((rows - self.means) / self.spreads, -_FARTHEST, _FARTHEST)
        return np.asarray(np.exp(np.clip(scaled @ self.weights + self.constant, -_MOST_LOG, _MOST_LOG)))


def fit_regression(rows: Floats, target: Floats, weights: Floats) -> Regression:
    """Weighted maximum likelihood, the weights of the columns drawn towards 0. Raises ValueError without a row."""
    if not len(rows):
        raise ValueError("no_row")
    share = weights / weights.sum()
    means = share @ rows
    spreads = np.sqrt(np.maximum(share @ (rows - means) ** 2, 1e-9))
    scaled = np.clip((rows - means) / spreads, -_FARTHEST, _FARTHEST)

    def loss(point: Floats) -> tuple[float, Floats]:
        logs = np.clip(scaled @ point[1:] + point[0], -30, _MOST_LOG)
        expected = np.exp(logs)
        value = share @ (expected - target * logs) + _SHRINKAGE / 2 * point[1:] @ point[1:]
        slope = share * (expected - target)
        return float(value), np.concatenate([[slope.sum()], scaled.T @ slope + _SHRINKAGE * point[1:]])

    start = np.zeros(rows.shape[1] + 1)
    start[0] = np.log(max(float(share @ target), 1e-6))
    with one_thread():
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-10})
    return Regression(means, spreads, found.x[1:], float(found.x[0]))
