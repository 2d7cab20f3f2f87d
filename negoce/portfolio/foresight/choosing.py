"""Fits the model that did best on the team's own past."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.portfolio.foresight.backtest import Choice, Cut, backtest, choose, usual_cuts
from negoce.portfolio.foresight.fitted import PARETO, Fitted
from negoce.portfolio.foresight.fitting import LEAST_REPEATS, NotEnough, fit_team, repeat_customers
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.level import fit_level
from negoce.portfolio.foresight.season import Season
from negoce.portfolio.foresight.silences import Pace
from negoce.portfolio.foresight.still_there import fit_still_there
from negoce.portfolio.foresight.threads import one_thread

HORIZON = 90
# Candidates are compared on so many customers at most; the model kept is fitted on all.
_MOST_COMPARED = 8_000


@dataclass(frozen=True, slots=True)
class Best:
    """What was compared, what was kept, and the fit of it on all that is known."""

    fitted: Fitted
    choice: Choice | None
    cuts: tuple[Cut, ...]


def fit_best(known: Histories, today: int, *, season: Season | None = None, pace: Pace | None = None) -> Best:
    """Compare the candidates on the last past days, then fit the best on everything before `today`.

    `pace` is that of R-F1 as the team set it. Where the past is too short to compare on, Pareto/NBD. Raises
    `NotEnough`.
    """
    known, _ = known.before(today)
    if repeat_customers(known) < LEAST_REPEATS:
        raise NotEnough
    with one_thread():
        return _best(known, today, season, pace)


def _best(known: Histories, today: int, season: Season | None, pace: Pace | None) -> Best:
    compared = known.sample(_MOST_COMPARED)
    cuts = tuple(backtest(compared, usual_cuts(compared, today, HORIZON), HORIZON, season=season))
    choice = choose(cuts)
    kind = PARETO if choice is None else choice.kind
    fitted = fit_team(
        known,
        today,
        season=season,
        kind=kind,
        still_there=fit_still_there(known, today, pace),
        level=fit_level(compared, today, season=season),
    )
    return Best(fitted, choice, cuts)
