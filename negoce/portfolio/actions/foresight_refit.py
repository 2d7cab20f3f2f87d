"""Fits anew the models that foresee orders; each fit is kept, the newest is the one in force (L2)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from negoce.portfolio.actions.foresight_histories import customer_histories
from negoce.portfolio.actions.foresight_told import told
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.models import ForesightFit
from negoce.portfolio.queries.season import declared_months
from negoce.portfolio.queries.thresholds import current_thresholds

if TYPE_CHECKING:
    from negoce.portfolio.foresight.backtest import Cut
    from negoce.portfolio.foresight.silences import Pace


_WEEK = timedelta(days=7)


def is_due(today: date) -> bool:
    """Whether a week has passed since the last fit, nothing has been foreseen yet, or this program cannot read it."""
    last = ForesightFit.objects.filter(is_current=True).defer("comparison").first()
    if last is None or not last.kind or last.known_until <= today - _WEEK:
        return True
    from negoce.portfolio.foresight.fitted import Outdated, restored

    try:
        restored(last.content)
    except Outdated:
        return True
    return False


def refit_foresight(
    *,
    today: date,
    asked_by: int | None = None,
    hold: Callable[[], None] = lambda: None,
    directory: Path | None = None,
) -> ForesightFit:
    """Compare the candidates on the team's past, fit the best, and put it in force beside the earlier ones.

    With fewer than 100 customers who ordered twice, the fit in force foresees nothing, and says so; each night does not
    say it again. Raises FactsBusy when another job holds the facts for too long.
    """
    from negoce.portfolio.foresight.choosing import fit_best
    from negoce.portfolio.foresight.fitted import stored
    from negoce.portfolio.foresight.fitting import NotEnough, repeat_customers
    from negoce.portfolio.foresight.season import declared_season, own_season

    began = time.perf_counter()
    first_unknown = today + timedelta(days=1)
    with open_facts(today=today, directory=directory) as facts:
        bought = customer_histories(facts, first_unknown)
    known, months = bought.histories, declared_months()
    fit = ForesightFit(
        known_until=today,
        customers=known.size,
        repeat_customers=repeat_customers(known),
        orders=len(known.days),
        margins=bought.margins,
        asked_by_id=asked_by,
    )
    try:
        season = declared_season(months) if months else None
        best = fit_best(known, first_unknown.toordinal(), season=season, pace=_pace())
    except NotEnough:
        before = ForesightFit.objects.filter(is_current=True, kind="").first()
        if before is not None and asked_by is None:
            return before  # said already: not once more each night
    else:
        fit.kind = best.fitted.kind
        fit.content = stored(best.fitted)
        fit.findings = list(best.fitted.findings)
        fit.comparison = [_cut(each) for each in best.cuts]
        fit.reason = told(best.fitted, first_unknown, own_season(known, first_unknown.toordinal()))
        if best.choice is not None:
            others = [list(each) for each in best.choice.others]
            fit.reason |= {"score": best.choice.score, "others": others}
    fit.seconds = round(time.perf_counter() - began, 1)
    _put_in_force(fit, hold)
    return fit


def _pace() -> Pace:
    """That of R-F1 as the team set it: the silence that makes a dormant one, over its number of cadences."""
    from negoce.portfolio.foresight.silences import Pace

    told = current_thresholds()
    return Pace(float(told.default_cadence_days), float(told.dormant_days / told.dormant_cadences))


def _put_in_force(fit: ForesightFit, hold: Callable[[], None]) -> None:
    with transaction.atomic():
        hold()
        ForesightFit.objects.filter(is_current=True).update(is_current=False)
        fit.is_current = True
        fit.save()


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "day": date.fromordinal(cut.day).isoformat(),
        "customers": cut.customers,
        "repeats": cut.repeats,
        "came": cut.came,
        "candidates": [
            {
                "name": line.candidate,
                "mae": line.scores.mae,
                "rmse": line.scores.rmse,
                "bias": line.scores.bias,
                "auc": line.scores.auc,
                "ece": line.scores.ece,
                "covered": line.scores.covered,
                "findings": list(line.findings),
                "bins": [[each.customers, each.said, each.came] for each in line.scores.bins],
            }
            for line in cut.lines
        ],
    }
