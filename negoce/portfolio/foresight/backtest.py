"""Compares the candidates on the team's past: each learns from what was known before a day, and is judged after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from negoce.portfolio.foresight.blending import compromise
from negoce.portfolio.foresight.fit import AT_BOUND, DROPOUT_VANISHES, NOT_CONVERGED
from negoce.portfolio.foresight.fitted import BG, BLEND, BOOSTING, MBG, PARETO, Fitted
from negoce.portfolio.foresight.fitting import (
    LEAST_REPEATS,
    NotEnough,
    fit_probability,
    fit_team,
    repeat_customers,
)
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.predict import expected_within
from negoce.portfolio.foresight.scores import Scores, score
from negoce.portfolio.foresight.season import NO_SEASON, Season
from negoce.portfolio.foresight.summary import Floats
from negoce.portfolio.foresight.threads import one_thread

ORDERS_BY_AGE, REPEATS_BY_AGE = "orders_by_age", "repeats_by_age"
BASELINES = (ORDERS_BY_AGE, REPEATS_BY_AGE)
MODELS = (BG, MBG, PARETO, BOOSTING, BLEND)
# A customer of some days has bought once in those days: its age counts as four weeks at least.
_LEAST_AGE = 28.0
_CUTS, _CUT_STEP, _LEAST_BEFORE = 4, 30, 60
_DOUBT = 0.01
# Beside a rule that is hardly ever wrong, for hardly anybody orders, a ratio of errors says nothing.
_LEAST_ERROR = 0.02
_UNTRUSTED = {DROPOUT_VANISHES, AT_BOUND, NOT_CONVERGED}


@dataclass(frozen=True, slots=True)
class Line:
    """What one candidate scored after one day; `findings` are those of its fit."""

    day: int
    candidate: str
    scores: Scores
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """All candidates after one day: how many customers were known, how many orders came."""

    day: int
    customers: int
    repeats: int
    came: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The model kept, what it scored beside the better of the two baselines (below 1 is better), each one's score."""

    kind: str
    score: float
    others: tuple[tuple[str, float], ...]


def usual_cuts(known: Histories, end: int, horizon: int) -> list[int]:
    """The last days, a month apart, after which a whole horizon is known; `end` is the first day not known."""
    if not known.size:
        return []
    begin = int(known.days.min())
    days = [end - horizon - place * _CUT_STEP for place in range(_CUTS)]
    return sorted(day for day in days if day - begin >= _LEAST_BEFORE)


def backtest(
    known: Histories, cuts: Iterable[int], horizon: int = 90, *, season: Season | None = None
) -> Iterator[Cut]:
    """Candidates after each day with enough repeat customers; nothing from the day on is shown to them.

    `season` is one that the team declared; else each cut reads its own.
    """
    for day in cuts:
        then, places = known.before(day)
        if repeat_customers(then) < LEAST_REPEATS:
            continue
        came = known.bought_between(day, day + horizon)[places]
        with one_thread():
            lines = [*_baselines(then, day, horizon, came), *_models(then, day, horizon, came, season)]
        yield Cut(day, then.size, repeat_customers(then), int(came.sum()), tuple(lines))


def choose(cuts: Sequence[Cut]) -> Choice | None:
    """The model with the least error, absolute and square alike, relative to the better baseline of each day.

    A model in which nobody ever leaves, or whose fit is not determined, must be better by a hundredth to be kept. None
    without a cut.
    """
    if not cuts:
        return None
    found: dict[str, list[float]] = {kind: [] for kind in MODELS}
    doubtful = set()
    for cut in cuts:
        by_name = {line.candidate: line for line in cut.lines}
        mae = max(min(by_name[name].scores.mae for name in BASELINES), _LEAST_ERROR)
        rmse = max(min(by_name[name].scores.rmse for name in BASELINES), _LEAST_ERROR)
        for kind in MODELS:
            line = by_name[kind]
            found[kind].append((line.scores.mae / mae + line.scores.rmse / rmse) / 2)
            if kind in (BG, MBG, PARETO) and _UNTRUSTED & set(line.findings):
                doubtful.add(kind)
    means = {kind: float(np.mean(values)) for kind, values in found.items()}
    best = min(means, key=lambda kind: means[kind] + (_DOUBT if kind in doubtful else 0))
    return Choice(best, means[best], tuple(sorted(means.items(), key=lambda pair: pair[1])))


def _baselines(then: Histories, day: int, horizon: int, came: Floats) -> Iterator[Line]:
    summary = then.summary(day)
    share = horizon / np.maximum(summary.age, _LEAST_AGE)
    for name, orders in ((ORDERS_BY_AGE, summary.repeats + 1), (REPEATS_BY_AGE, summary.repeats)):
        expected = orders * share
        yield Line(day, name, score(came, expected, -np.expm1(-expected)))


def _models(then: Histories, day: int, horizon: int, came: Floats, season: Season | None) -> Iterator[Line]:
    fits = {kind: fit_probability(then, day, kind) for kind in (BG, MBG, PARETO)}
    for kind, fit in fits.items():
        fitted = fit_team(then, day, season=NO_SEASON, kind=kind, probability=fit)
        yield _judged(then, day, horizon, came, fitted, kind, shown_mean=True)
    blend = fit_team(then, day, season=season, kind=BLEND, probability=fits[PARETO])
    for kind in (BOOSTING, BLEND):
        fitted = blend if blend.learned is None else replace(blend, kind=kind)
        yield _judged(then, day, horizon, came, fitted, kind, shown_mean=kind != BLEND)


def _judged(
    then: Histories, day: int, horizon: int, came: Floats, fitted: Fitted, kind: str, *, shown_mean: bool
) -> Line:
    mean = expected_within(then, day, fitted, horizon)
    law = fitted.counting
    shown = mean if shown_mean else compromise(mean, law.median(mean))
    return Line(day, kind, score(came, shown, law.p_order(mean), law.interval(mean)), fitted.findings)


__all__ = ["BASELINES", "MODELS", "Choice", "Cut", "Line", "NotEnough", "backtest", "choose", "usual_cuts"]
