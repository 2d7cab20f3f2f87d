"""Which law tells who is still a customer: BG/NBD where the team's past bears it out, else the return curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.fit import EMPTY, fit_geometric
from negoce.portfolio.foresight.geometric import Geometric
from negoce.portfolio.foresight.histories import Flags, Histories
from negoce.portfolio.foresight.returns import Returns, fit_returns
from negoce.portfolio.foresight.scores import Bin, calibration
from negoce.portfolio.foresight.silences import Pace
from negoce.portfolio.foresight.summary import Floats

_YEAR, _LEAST_DAYS, _LEAST_CUSTOMERS = 365, 60, 100
# BG/NBD is believed when it was right for half a year at least, and not clearly less so than the curve.
_LEAST_FOLLOWED, _DOUBT = 180, 0.005
# Nor when its shares are further from what came: it takes dormant customers for living ones.
_ERROR_DOUBT = 0.01
_MOST_CUSTOMERS = 20_000


@dataclass(frozen=True, slots=True)
class Check:
    """What would have been said on a past `day` of orders in the `days` after it, and what came; shares from 0 to 1.

    `error` is the mean distance over tenths of the customers, `squared` the mean square error; the same of BG/NBD's
    probability of being there (None where its fit is not determined).
    """

    day: int
    days: int
    customers: int
    said: float
    came: float
    error: float
    squared: float
    model_error: float | None
    model_squared: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class StillThere:
    """The return curve, and BG/NBD where it tells those who came back; who bought once is told by the curve."""

    returns: Returns
    model: Geometric | None = None
    check: Check | None = None

    def p_alive(self, known: Histories, today: int) -> Floats:
        """Probability that each customer is still one, 0 to 1."""
        told = self.returns.comes_back(known, today)
        if self.model is None:
            return told
        summary = known.summary(today)
        return np.where(summary.repeats > 0, self.model.p_alive(summary), told)


def fit_still_there(known: Histories, today: int, pace: Pace | None = None) -> StillThere:
    """Fit both on what was bought before `today`, after comparing them on a past day."""
    used = pace or Pace()
    known = known.sample(_MOST_CUSTOMERS)
    check = _check(known, today, used)
    believed = (
        check is not None
        and check.days >= _LEAST_FOLLOWED
        and check.model_squared is not None
        and check.model_squared <= check.squared + _DOUBT
        and check.model_error is not None
        and check.model_error <= check.error + _ERROR_DOUBT
    )
    return StillThere(fit_returns(known, today, used), _determined(known, today) if believed else None, check)


def _check(known: Histories, today: int, pace: Pace) -> Check | None:
    """A past day with as many days known after it as before, a year at most."""
    if not known.size:
        return None
    followed = min(_YEAR, (today - int(known.days.min())) // 2)
    day = today - followed
    then, places = known.before(day)
    if followed < _LEAST_DAYS or (then.counts >= 2).sum() < _LEAST_CUSTOMERS:
        return None
    came = known.bought_between(day, today)[places] > 0
    said = fit_returns(then, day, pace).comes_back(then, day, float(followed))
    error, bins = calibration(came, said)
    model = _determined(then, day)
    model_error = model_squared = None
    if model is not None:
        summary = then.summary(day)
        told = np.where(summary.repeats > 0, model.p_alive(summary), said)
        model_error, model_squared = calibration(came, told)[0], _squared(came, told)
    return Check(
        day=day,
        days=followed,
        customers=then.size,
        said=float(said.mean()),
        came=float(came.mean()),
        error=error,
        squared=_squared(came, said),
        model_error=model_error,
        model_squared=model_squared,
        bins=bins,
    )


def _determined(known: Histories, today: int) -> Geometric | None:
    """BG/NBD, unless its dropout vanishes, sits at a bound, or the search did not end."""
    try:
        fit = fit_geometric(known.summary(today))
    except ValueError as problem:
        if str(problem) != EMPTY:
            raise
        return None
    return fit.model if isinstance(fit.model, Geometric) and not fit.findings else None


def _squared(came: Flags, said: Floats) -> float:
    return float(((said - came) ** 2).mean())
