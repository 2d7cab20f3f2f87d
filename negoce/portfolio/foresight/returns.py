"""The return curve: of customers silent for so many paces, how many order again within a year (decision 0023)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.silences import Pace, Silences, paces, silences, strata
from negoce.portfolio.foresight.summary import Floats
from negoce.portfolio.rules.silence import YEAR_DAYS, ReturnLaw

# Paces at which the curve is told in whole numbers of silences.
TOLD_AT = (1, 2, 3, 4, 6)
_LEAST_TOLD = 20
_LEAST_ENDED, _LEAST_OPEN, _MOST_ROWS = 30, 10, 20_000
_STARTS = ((0.0, 0.0, -2.0), (1.0, 1.0, 0.0))
_BOUNDS = [(-4.0, 6.0), (-4.0, 8.0), (-8.0, 8.0)]
# Keeps the search from wandering where the records say nothing.
_SHRINKAGE = 1e-4


@dataclass(frozen=True, slots=True)
class Seen:
    """Past silences that reached `paces`: how many, and how many of them an order ended since."""

    paces: int
    silences: int
    ended: int


@dataclass(frozen=True, slots=True)
class Returns:
    """One law after the first purchase, one after the second and third, one later; what was `seen` of all."""

    laws: tuple[ReturnLaw, ...]
    pace: Pace
    seen: tuple[Seen, ...] = ()

    def comes_back(self, known: Histories, today: int, ahead: float = YEAR_DAYS) -> Floats:
        """Chance of an order within `ahead` days, of each customer: what `ReturnLaw` says of one."""
        unit, silence = paces(known, self.pace), (today - known.last).astype(np.float64)
        which = strata(known.counts)
        never, shape, scale = (
            np.array([getattr(law, name) for law in self.laws])[which] for name in ("never", "shape", "scale")
        )

        def outlasts(days: Floats) -> Floats:
            return np.asarray(never + (1 - never) * (1 + days / unit / scale) ** -shape)

        return np.clip(1 - outlasts(silence + ahead) / outlasts(silence), 0, 1)


def fit_returns(known: Histories, today: int, pace: Pace) -> Returns:
    """The laws of the silences of the last year before `today`, by maximum likelihood; open silences are censored.

    A stratum with too few silences takes the law of all.
    """
    found = silences(known, today, pace)
    every = np.ones(len(found.stratum), dtype=bool)
    whole = _law(found, every) or ReturnLaw(0.5, 1.0, 1.0)
    laws = tuple(_law(found, found.stratum == each) or whole for each in range(3))
    return Returns(laws, pace, _seen(found))


def _law(found: Silences, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> ReturnLaw | None:
    places = np.flatnonzero(chosen)
    ended = int(found.ended[places].sum())
    if ended < _LEAST_ENDED or len(places) - ended < _LEAST_OPEN:
        return None
    if len(places) > _MOST_ROWS:
        places = places[np.linspace(0, len(places) - 1, _MOST_ROWS).astype(np.int64)]
    begin, end, is_ended = found.begin[places], np.maximum(found.end[places], 1e-3), found.ended[places]
    entered = begin > 0

    def loss(point: Floats) -> float:
        shape, scale, never = np.exp(point[0]), np.exp(point[1]), 1 / (1 + np.exp(-point[2]))
        logs = np.log1p(end / scale)
        open_ = np.log(never + (1 - never) * np.exp(-shape * logs))
        closing = np.log1p(-never) + np.log(shape / scale) - (shape + 1) * logs
        before = np.where(entered, np.log(never + (1 - never) * (1 + begin / scale) ** -shape), 0.0)
        return -float((np.where(is_ended, closing, open_) - before).mean()) + _SHRINKAGE * float(
            point @ point
        )

    tries = [minimize(loss, np.array(start), method="L-BFGS-B", bounds=_BOUNDS) for start in _STARTS]
    best = min((each for each in tries if np.isfinite(each.fun)), key=lambda each: each.fun, default=None)
    if best is None:
        return None
    return ReturnLaw(
        never=float(1 / (1 + np.exp(-best.x[2]))),
        shape=float(np.exp(best.x[0])),
        scale=float(np.exp(best.x[1])),
    )


def _seen(found: Silences) -> tuple[Seen, ...]:
    told = []
    for at in TOLD_AT:
        reached = (found.end >= at) & (found.begin <= at)
        if reached.sum() >= _LEAST_TOLD:
            told.append(Seen(at, int(reached.sum()), int((reached & found.ended).sum())))
    return tuple(told)
