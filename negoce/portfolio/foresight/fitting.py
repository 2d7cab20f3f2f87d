"""Fits everything on the purchases known before a day; imports scikit-learn, hence for jobs and commands only."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.foresight.blending import shares
from negoce.portfolio.foresight.counting import Counting, fit_counting
from negoce.portfolio.foresight.fit import DROPOUT_VANISHES, Fit, fit_geometric, fit_pareto
from negoce.portfolio.foresight.fitted import BG, BLEND, LEARNT, MBG, PARETO, Fitted
from negoce.portfolio.foresight.gamma_gamma import fit_money
from negoce.portfolio.foresight.histories import Histories
from negoce.portfolio.foresight.learning import LEARNT_DAYS, Learned, Lessons, learn, lessons
from negoce.portfolio.foresight.level import UNTOUCHED, Level
from negoce.portfolio.foresight.season import Season, own_season
from negoce.portfolio.foresight.still_there import StillThere
from negoce.portfolio.foresight.summary import Floats

LEAST_REPEATS = 100
TOO_FEW_REPEATS, TOO_LITTLE_PAST = "too_few_repeats", "too_little_past"
_WEAR_DAYS = (45, 60, 75, 90, 105, 120, 150, 180)


class NotEnough(Exception):
    """Fewer than 100 customers came back: the status by rules is all that is shown."""


def repeat_customers(known: Histories) -> int:
    """Customers with two purchases or more."""
    return int((known.counts >= 2).sum())


def fit_team(
    known: Histories,
    today: int,
    *,
    season: Season | None = None,
    kind: str = BLEND,
    probability: Fit | None = None,
    still_there: StillThere | None = None,
    level: Level | None = None,
) -> Fitted:
    """The model `kind` fitted on what was bought before `today`; `season` is one declared, else the team's own.

    Falls back on Pareto/NBD, and says so, where the past is too short to learn from. `probability` is its fit on the
    same purchases, where it is known already; `still_there` and `level` are kept with the fit. Raises `NotEnough`.
    """
    if repeat_customers(known) < LEAST_REPEATS:
        raise NotEnough
    used = own_season(known, today) if season is None else season
    fit = probability or fit_probability(known, today, PARETO if kind in LEARNT else kind)
    money = fit_money(known.counts.astype(np.float64), _mean_worth(known))
    taught = lessons(known, today) if kind in LEARNT else None
    findings = [*fit.findings, *money.findings]
    learned = learn(taught) if taught is not None else None
    if kind in LEARNT and learned is None:
        findings.append(TOO_LITTLE_PAST)
        kind = PARETO
    return Fitted(
        kind=kind,
        probability=fit.model,
        counting=_counting(taught, learned, known, today, fit),
        money=money,
        season=used,
        learned=learned,
        wear=_wear(known, today, used),
        vanishing=DROPOUT_VANISHES in fit.findings or (still_there is not None and still_there.model is None),
        findings=tuple(dict.fromkeys(findings)),
        still_there=still_there,
        level=level or UNTOUCHED,
    )


def fit_probability(known: Histories, today: int, kind: str) -> Fit:
    """One of the three probability models, time in days."""
    summary = known.summary(today)
    if kind == PARETO:
        return fit_pareto(summary)
    if kind not in (BG, MBG):
        raise ValueError(kind)
    return fit_geometric(summary, leaves_at_first=kind == MBG)


def _mean_worth(known: Histories) -> Floats:
    return np.asarray(np.bincount(known.owner, weights=known.worth, minlength=known.size) / known.counts)


def _counting(
    taught: Lessons | None, learned: Learned | None, known: Histories, today: int, fit: Fit
) -> Counting:
    """How orders scatter about their mean: learned on the past days, or on one day for a model of probability."""
    if taught is not None and learned is not None:
        told, _ = shares(
            learned.regression.predict(taught.rows),
            learned.trees.predict(taught.rows),
            np.ones(len(taught.rows)),
        )
        return fit_counting(told * taught.means, taught.counts)
    day = today - LEARNT_DAYS
    then, places = known.before(day)
    if repeat_customers(then) < LEAST_REPEATS:
        return Counting()
    since = known.bought_between(day, today)[places]
    return fit_counting(fit.model.expected(then.summary(day), float(LEARNT_DAYS)), since)


def _wear(known: Histories, today: int, season: Season) -> float:
    """What remains after 90 days of the orders of customers known on a day, the season taken out; at most 1."""
    begin = int(known.days.min())
    first, then = 0.0, 0.0
    for age in _WEAR_DAYS:
        day = today - 2 * LEARNT_DAYS - age + 45
        if day - begin < LEARNT_DAYS:
            break
        _, places = known.before(day)
        middle, end = day + LEARNT_DAYS, day + 2 * LEARNT_DAYS
        first += known.bought_between(day, middle)[places].sum() / season.of(np.arange(day, middle)).mean()
        then += known.bought_between(middle, end)[places].sum() / season.of(np.arange(middle, end)).mean()
    return float(np.clip((then / first) ** 2, 0.3, 1.0)) if first > 0 else 1.0
