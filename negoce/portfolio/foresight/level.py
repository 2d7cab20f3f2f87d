"""The level: what the totals foreseen on past days got wrong, taken out where that would have helped before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.fit import fit_pareto
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.season import Season, own_season

_DAYS, _STEP, _LEAST_BEFORE, _LEAST_REPEATS, _MOST_FITTED = 7, 30, 60, 100, 4_000
_SHRUNK, _LOWEST, _HIGHEST = 0.75, 0.6, 1.6
_TESTS, _LEAST_TESTS, _LEAST_GAIN = 4, 3, 0.02


@dataclass(frozen=True, slots=True)
class Level:
    """`factor` by which totals are multiplied; mean error of totals on past days `without` it and `corrected`.

    Errors are relative, 0.1 for a tenth; None where too few past days could tell. Each of these days was corrected by
    what was known then.
    """

    factor: float = 1.0
    without: float | None = None
    corrected: float | None = None


UNTOUCHED = Level()


def fit_level(known: Histories, today: int, *, season: Season | None = None, horizon: int = 90) -> Level:
    """Corrects by three quarters of the error of the last window that is closed, if the same had helped before.

    It must have lowered the mean error of the totals by two points, on all past days but one.
    """
    wrong = past_errors(known, today, season=season, horizon=horizon)
    tests = [(error, last) for day, error in wrong if (last := _last_closed(wrong, day, horizon)) is not None]
    tests = tests[:_TESTS]
    if len(tests) < _LEAST_TESTS:
        return UNTOUCHED
    left = [abs(error - _SHRUNK * last) for error, last in tests]
    without, corrected = float(np.mean([abs(error) for error, _ in tests])), float(np.mean(left))
    helped = sum(after < abs(error) for (error, _), after in zip(tests, left, strict=True))
    last = _last_closed(wrong, today, horizon)
    if last is None or without - corrected < _LEAST_GAIN or helped < len(tests) - 1:
        return Level(1.0, without, corrected)
    return Level(float(np.clip(np.exp(_SHRUNK * last), _LOWEST, _HIGHEST)), without, corrected)


def past_errors(
    known: Histories, today: int, *, season: Season | None, horizon: int
) -> list[tuple[int, float]]:
    """Logarithm of the orders that came over those foreseen, after past days a month apart, newest first."""
    found: list[tuple[int, float]] = []
    if not known.size:
        return found
    begin = int(known.days.min())
    for place in range(_DAYS):
        day = today - horizon - place * _STEP
        then, places = known.before(day)
        if day - begin < _LEAST_BEFORE or (then.counts >= 2).sum() < _LEAST_REPEATS:
            break
        summary = then.summary(day)
        model = fit_pareto(summary, most=_MOST_FITTED).model
        used = own_season(then, day) if season is None else season
        said = float(model.expected(summary, float(horizon)).sum()) * used.ratio(day, horizon)
        came = float(known.bought_between(day, day + horizon)[places].sum())
        if said > 0 and came > 0:
            found.append((day, float(np.log(came / said))))
    return found


def _last_closed(wrong: list[tuple[int, float]], day: int, horizon: int) -> float | None:
    return next((error for past, error in wrong if past <= day - horizon), None)
