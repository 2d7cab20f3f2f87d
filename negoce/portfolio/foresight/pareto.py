"""Pareto/NBD: orders at random while alive, a life of random length (Schmittlein, Morrison & Colombo 1987).

The integral over the moment of leaving is done by Gauss-Legendre in the logarithm of time: no hypergeometric function,
which overflows for customers with many orders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln

from negoce.portfolio.foresight.summary import Floats, Summary

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
# Beyond e^-40 of its beginning, the rest of the integral is nothing.
_DECAY = 40.0


@dataclass(frozen=True, slots=True)
class Pareto:
    """Parameters r, alpha (orders), s, beta (length of life)."""

    r: float
    alpha: float
    s: float
    beta: float

    def log_odds_gone(self, summary: Summary) -> Floats:
        """Logarithm of P(gone) ÷ P(alive)."""
        return _log_gone(self, summary) - _log_alive(self, summary)

    def p_alive(self, summary: Summary) -> Floats:
        """Probability that each customer still buys, 0 to 1."""
        return np.asarray(expit(-self.log_odds_gone(summary)))

    def expected(self, summary: Summary, ahead: float) -> Floats:
        """Orders expected in the next `ahead` units of time, never negative nor infinite."""
        return self.while_alive(summary, ahead) * self.p_alive(summary)

    def while_alive(self, summary: Summary, ahead: float) -> Floats:
        """The same of a customer known to be there today."""
        rate = (self.r + summary.repeats) / (self.alpha + summary.age)
        since = self.beta + summary.age
        s = self.s if abs(self.s - 1) > 1e-6 else 1 + 1e-6
        lived = since / (s - 1) * -np.expm1((s - 1) * np.log(since / (since + ahead)))
        return np.asarray(rate * np.clip(lived, 0, ahead))


def _log_alive(model: Pareto, summary: Summary) -> Floats:
    return np.asarray(
        -(model.r + summary.repeats) * np.log(model.alpha + summary.age)
        - model.s * np.log1p(summary.age / model.beta)
    )


def _log_gone(model: Pareto, summary: Summary) -> Floats:
    """Logarithm of the integral over the moments between the last order and now."""
    shape = model.r + summary.repeats
    low = np.log(model.alpha + summary.last)
    width = np.minimum(np.log(model.alpha + summary.age) - low, _DECAY / (shape + model.s))
    places = low[:, None] + width[:, None] * (_NODES + 1) / 2
    life = np.maximum(np.exp(places) - model.alpha + model.beta, 1e-300)
    parts = (1 - shape)[:, None] * places - (model.s + 1) * np.log(life)
    highest = parts.max(axis=1)
    total = np.log(np.exp(parts - highest[:, None]) @ (_WEIGHTS / 2)) + highest
    with np.errstate(divide="ignore"):
        return np.asarray(total + np.log(width) + np.log(model.s) + model.s * np.log(model.beta))


def log_likelihood(logs: Floats, summary: Summary, weights: Floats) -> float:
    """The logarithm of the likelihood of all customers."""
    model = Pareto(*np.exp(logs))
    each = (
        gammaln(model.r + summary.repeats) - gammaln(model.r) + model.r * np.log(model.alpha)
        + np.logaddexp(_log_alive(model, summary), _log_gone(model, summary))
    )  # fmt: skip
    return float(weights @ each)
