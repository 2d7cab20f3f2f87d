"""Fits the probability models by maximum likelihood, and says when a fit is not to be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from negoce.portfolio.foresight import geometric, pareto
from negoce.portfolio.foresight.geometric import Geometric
from negoce.portfolio.foresight.pareto import Pareto
from negoce.portfolio.foresight.summary import Floats, Summary, distinct
from negoce.portfolio.foresight.threads import one_thread

# Bounds of the logarithms of the parameters, with time scaled to a mean age of about 1.
_LOW, _HIGH = -9.0, 9.0
_STARTS = ((0.0, 0.0, 0.0, 0.0), (-1.0, -2.0, -0.5, 1.0), (0.5, 1.0, -2.0, 0.5))
_PARETO_CUSTOMERS = 8_000
# b/(a+b) is the chance of staying at an order: below one in two hundred of leaving, nobody ever leaves.
_NOBODY_LEAVES = 0.005

DROPOUT_VANISHES = "dropout_vanishes"
AT_BOUND = "at_bound"
NOT_CONVERGED = "not_converged"
EMPTY = "no_customer"


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model, its log-likelihood, on how many customers, and the codes of what is wrong with it."""

    model: Geometric | Pareto
    log_likelihood: float
    customers: int
    findings: tuple[str, ...] = ()


def fit_geometric(summary: Summary, *, leaves_at_first: bool = False) -> Fit:
    """BG/NBD, or MBG/NBD with `leaves_at_first`; time in any unit, the parameters come back in it.

    Raises ValueError without a customer.
    """

    def objective(logs: Floats, some: Summary, weights: Floats) -> tuple[float, Floats]:
        return geometric.log_likelihood(logs, some, weights, leaves_at_first=leaves_at_first)

    found = _search(summary, objective, gradient=True)
    r, alpha, a, b = np.exp(found.logs)
    findings = found.findings
    if a / (a + b) < _NOBODY_LEAVES:
        findings = (DROPOUT_VANISHES, *findings)
    model = Geometric(r, alpha / found.scale, a, b, leaves_at_first)
    return Fit(model, found.log_likelihood, summary.size, findings)


def fit_pareto(summary: Summary, *, most: int = _PARETO_CUSTOMERS) -> Fit:
    """Pareto/NBD; above `most` customers on an even sample of them. Raises ValueError without a customer."""
    sample = _even_sample(summary, most)
    found = _search(sample, pareto.log_likelihood, gradient=False)
    r, alpha, s, beta = np.exp(found.logs)
    findings = found.findings
    # The chance of leaving within the mean age.
    if 1 - (beta / (beta + 1)) ** s < _NOBODY_LEAVES:
        findings = (DROPOUT_VANISHES, *findings)
    model = Pareto(r, alpha / found.scale, s, beta / found.scale)
    return Fit(model, found.log_likelihood, sample.size, findings)


@dataclass(frozen=True, slots=True)
class _Found:
    logs: Floats
    scale: float
    log_likelihood: float
    findings: tuple[str, ...]


def _search(summary: Summary, objective: Callable[..., object], *, gradient: bool) -> _Found:
    """The best of a few starts; time is scaled to a mean age of 1 so that bounds mean the same everywhere."""
    if summary.size == 0:
        raise ValueError(EMPTY)
    scale = 1 / max(float(summary.age.mean()), 1e-9)
    some, weights = distinct(summary.scaled(scale))
    total = weights.sum()

    def loss(logs: Floats) -> object:
        found = objective(logs, some, weights)
        if isinstance(found, tuple):
            return -found[0] / total, -found[1] / total
        return -float(found) / total  # type: ignore[arg-type]

    best = None
    for start in _STARTS:
        with one_thread():
            result = minimize(
                loss, np.array(start), jac=gradient or None, method="L-BFGS-B",
                bounds=[(_LOW, _HIGH)] * 4, options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
            )  # fmt: skip
        if np.isfinite(result.fun) and (best is None or result.fun < best.fun - 1e-9):
            best = result
    if best is None:
        return _Found(np.zeros(4), scale, float("-inf"), (NOT_CONVERGED,))
    findings = []
    if np.any(np.abs(best.x) > _HIGH - 0.01):
        findings.append(AT_BOUND)
    if not best.success and "ABNORMAL" not in str(best.message):
        findings.append(NOT_CONVERGED)
    # Time was scaled: each repeat order adds the logarithm of the scale to the density in the original unit.
    jacobian = float(weights @ some.repeats) * np.log(scale)
    return _Found(np.asarray(best.x), scale, -float(best.fun) * total + jacobian, tuple(findings))


def _even_sample(summary: Summary, most: int) -> Summary:
    if summary.size <= most:
        return summary
    places = np.linspace(0, summary.size - 1, most).astype(np.int64)
    order = np.lexsort((summary.last, summary.age, summary.repeats))[places]
    return Summary(summary.repeats[order], summary.last[order], summary.age[order])
