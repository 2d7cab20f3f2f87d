"""Gamma-Gamma: what an order of each customer brings on average, drawn towards the team's mean when orders are few.

Fader & Hardie (2013). The mean it expects is a weighted mean of the customer's own and of everybody's, so that it holds
for a customer on whom one loses money too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from negoce.portfolio.foresight.summary import Floats

_LEAST_CUSTOMERS, _MOST_CUSTOMERS = 30, 20_000
_CORRELATION = 0.3

MONEY_DEGENERATE = "money_degenerate"
MONEY_FOLLOWS_FREQUENCY = "money_follows_frequency"


@dataclass(frozen=True, slots=True)
class Money:
    """`mean` cents an order of everybody's; `pull` how many orders of one's own weigh as much as that mean."""

    mean: float
    pull: float
    findings: tuple[str, ...] = ()

    def expected(self, orders: Floats, own_mean: Floats) -> Floats:
        """Cents that the next order of each customer should bring; `orders` ≥ 1 with `own_mean` cents each."""
        return np.asarray((orders * own_mean + self.pull * self.mean) / (orders + self.pull))


def fit_money(orders: Floats, own_mean: Floats) -> Money:
    """Fits p, q, v on customers with two orders or more who brought something; falls back on the plain mean."""
    known = (orders >= 2) & (own_mean > 0)
    plain = float(own_mean.mean()) if len(own_mean) else 0.0
    if known.sum() < _LEAST_CUSTOMERS:
        return Money(plain, 5.0, (MONEY_DEGENERATE,))
    places = np.flatnonzero(known)
    if len(places) > _MOST_CUSTOMERS:
        places = places[np.linspace(0, len(places) - 1, _MOST_CUSTOMERS).astype(np.int64)]
    x, scale = orders[places], float(np.median(own_mean[places]))
    m = own_mean[places] / scale

    def loss(logs: Floats) -> float:
        p, q, v = np.exp(logs)
        each = (
            gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
            + (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(x * m + v)
        )  # fmt: skip
        return -float(each.mean())

    found = minimize(loss, np.array([1.0, 1.0, 1.0]), method="L-BFGS-B", bounds=[(-7, 7)] * 3)
    p, q, v = np.exp(found.x)
    findings = []
    if x.std() > 0 and m.std() > 0 and abs(float(np.corrcoef(np.log(x), np.log(m))[0, 1])) > _CORRELATION:
        findings.append(MONEY_FOLLOWS_FREQUENCY)
    if q <= 1.05 or not found.success:
        return Money(plain, 5.0, (MONEY_DEGENERATE, *findings))
    return Money(float(p * v / (q - 1)) * scale, float((q - 1) / p), tuple(findings))
