"""Fits the model that did best on the team's own past."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.portfolio.foresight.backtest import Choice, Cut, backtest, choose, usual_cuts
from negoce.portfolio.foresight.fitted import PARETO, Fitted
from negoce.portfolio.foresight.fitting import LEAST_REPEATS, NotEnough, fit_team, repeat_customers
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.season import Season

HORIZON = 90
# Candidates are compared on so many customers at most; the model kept is fitted on all.
_MOST_COMPARED = 10_000


@dataclass(frozen=True, slots=True)
class Best:
    """What was compared, what was kept, and the fit of it on all that is known."""

    fitted: Fitted
    choice: Choice | None
    cuts: tuple[Cut, ...]


def fit_best(known: Histories, today: int, *, season: Season | None = None) -> Best:
    """Compare the candidates on the last past days, then fit the best on everything before `today`.

    Where the past is too short to compare on, Pareto/NBD. Raises `NotEnough`.
    """
    known, _ = known.before(today)
    if repeat_customers(known) < LEAST_REPEATS:
        raise NotEnough
    compared = known.sample(_MOST_COMPARED)
    cuts = tuple(backtest(compared, usual_cuts(compared, today, HORIZON), HORIZON, season=season))
    choice = choose(cuts)
    kind = PARETO if choice is None else choice.kind
    return Best(fit_team(known, today, season=season, kind=kind), choice, cuts)
