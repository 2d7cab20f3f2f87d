"""BG/NBD and MBG/NBD: orders at random while alive, a chance of leaving at each order, for all customers at once.

Fader, Hardie & Lee (2005) for BG/NBD, Batislam, Denizel & Filiztekin (2007) for MBG/NBD, where a customer may leave at
the first order too. Both are one formula: the orders at which one could leave are the repeats, plus the first or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, expit, gammaln, hyp2f1

from negoce.portfolio.foresight.summary import Floats, Summary


@dataclass(frozen=True, slots=True)
class Geometric:
    """Parameters r, alpha (orders), a, b (leaving); `leaves_at_first` tells MBG/NBD from BG/NBD."""

    r: float
    alpha: float
    a: float
    b: float
    leaves_at_first: bool = False

    def log_odds_gone(self, summary: Summary) -> Floats:
        """Logarithm of P(gone) ÷ P(alive), minus infinity where one cannot have left."""
        chances = summary.repeats + self.leaves_at_first
        growth = np.log((self.alpha + summary.age) / (self.alpha + summary.last))
        odds = np.log(self.a) - np.log(np.maximum(self.b + chances - 1, 1e-300))
        odds = odds + (self.r + summary.repeats) * growth
        return np.where(chances > 0, odds, -np.inf)

    def p_alive(self, summary: Summary) -> Floats:
        """Probability that each customer still buys, 0 to 1."""
        return np.asarray(expit(-self.log_odds_gone(summary)))

    def expected(self, summary: Summary, ahead: float) -> Floats:
        """Orders expected in the next `ahead` units of time, never negative nor infinite."""
        return self.while_alive(summary, ahead) * self.p_alive(summary)

    def while_alive(self, summary: Summary, ahead: float) -> Floats:
        """The same of a customer known to be there today."""
        chances = summary.repeats + self.leaves_at_first
        shape, since = self.r + summary.repeats, self.alpha + summary.age
        a = self.a if abs(self.a - 1) > 1e-6 else 1 + 1e-6
        with np.errstate(all="ignore"):
            series = hyp2f1(shape, self.b + chances, a + self.b + chances - 1, ahead / (since + ahead))
            kept = np.exp(shape * np.log(since / (since + ahead))) * series
            found = (a + self.b + chances - 1) / (a - 1) * (1 - kept)
        most = shape / since * ahead  # what someone who never leaves would order
        found = np.where(np.isfinite(found), found, most)
        return np.asarray(np.clip(found, 0, most))


def log_likelihood(
    logs: Floats, summary: Summary, weights: Floats, *, leaves_at_first: bool
) -> tuple[float, Floats]:
    """The logarithm of the likelihood of all customers and its gradient by the logarithms of r, alpha, a, b."""
    r, alpha, a, b = np.exp(logs)
    x = summary.repeats
    chances = x + leaves_at_first
    since_first, since_last = np.log(alpha + summary.age), np.log(alpha + summary.last)
    could = chances > 0
    below = np.where(could, b + chances - 1, 1.0)
    odds = np.where(could, np.log(a) - np.log(below) + (r + x) * (since_first - since_last), -np.inf)
    gone = expit(odds)
    each = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * since_first
        + gammaln(a + b) + gammaln(b + chances) - gammaln(b) - gammaln(a + b + chances)
        + np.logaddexp(0, odds)
    )  # fmt: skip
    both = digamma(a + b) - digamma(a + b + chances)
    by = (
        digamma(r + x) - digamma(r) + np.log(alpha) - since_first + gone * (since_first - since_last),
        r / alpha
        - (r + x) / (alpha + summary.age)
        + gone * (r + x) * (1 / (alpha + summary.age) - 1 / (alpha + summary.last)),
        both + gone / a,
        both + digamma(b + chances) - digamma(b) - np.where(could, gone / below, 0.0),
    )
    gradient = np.array([weights @ part for part in by]) * np.exp(logs)
    return float(weights @ each), gradient
