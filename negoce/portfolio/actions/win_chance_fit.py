"""Learns the chance to win on the house's own closed deals; each fit is kept, one is in use (N1)."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.dates import add_months
from negoce.kit.refusal import Refused
from negoce.portfolio.models import WinChanceFit
from negoce.portfolio.queries.win_chance_rows import OUTCOME, TaughtDeals, closed_deal_rows, said_of, said_on
from negoce.portfolio.rules.win_compared import Compared, Judgement, compare

if TYPE_CHECKING:
    from negoce.portfolio.scoring.learn import Learned

TASK, CHANCES_TASK = "portfolio.fit_win_chances", "portfolio.refresh_win_chances"
# The share of deals, the oldest, that teach what is judged on the others.
_OLDER = 0.7


def request_win_fit(actor: Actor) -> Job:
    """Learn anew in the background. Raises NotAllowed."""
    require(actor, Permission.MANAGE_TARGETS)
    return enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG, shown_to_all=True)


def is_due(today: date) -> bool:
    """Whether a month has passed since the last fit."""
    last = WinChanceFit.objects.only("known_until").first()
    return last is None or last.known_until <= add_months(today, -1)


def fit_win_chances(
    *, today: date, asked_by: int | None = None, job: str = "",
    hold: Callable[[], None] = lambda: None, progress: Callable[[int, int], object] | None = None,
) -> WinChanceFit:  # fmt: skip
    """Learn, judge by cross-validation and on the newest deals, keep; in use unless another was chosen by hand.

    Where there is not enough to learn from, the fit says so with its figure, and what was in use stays. A `job` that
    runs again gets the fit that it already made.
    """
    made = WinChanceFit.objects.filter(job=job).first() if job else None
    if made is not None:
        return made
    fit = WinChanceFit(known_until=today, asked_by_id=asked_by, job=job or None)
    began = time.perf_counter()
    _learn(fit, closed_deal_rows(today), progress)
    fit.seconds = round(time.perf_counter() - began, 1)
    with transaction.atomic():
        hold()
        chosen = WinChanceFit.objects.filter(in_use=True, is_chosen=True).exists()
        if not fit.problem and not chosen:
            WinChanceFit.objects.filter(in_use=True).update(in_use=False)
            fit.in_use = True
        fit.save()
        if fit.in_use:
            enqueue(CHANCES_TASK, {}, unique_key=CHANCES_TASK, queue=JobQueue.LONG)
    return fit


def use_win_fit(actor: Actor, fit: WinChanceFit, *, follow_newest: bool = False) -> None:
    """Put a fit in use by hand; it stays unless `follow_newest`. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_TARGETS)
    if fit.problem:
        raise Refused(_("Cet apprentissage n’a rien donné : il ne peut pas servir."))
    with transaction.atomic():
        WinChanceFit.objects.filter(in_use=True).update(in_use=False)
        WinChanceFit.objects.update(is_chosen=False)
        WinChanceFit.objects.filter(pk=fit.pk).update(in_use=True, is_chosen=not follow_newest)
        name, changes = fit.known_until.isoformat(), {"in_use": (None, fit.public_id)}
        record(actor, Entry("updated", "win_chance_fit", fit.pk, subject_name=name, changes=changes))
        enqueue(CHANCES_TASK, {}, actor_id=actor.user_id, unique_key=CHANCES_TASK, queue=JobQueue.LONG)


def _learn(fit: WinChanceFit, taught: TaughtDeals, progress: Callable[[int, int], object] | None) -> None:
    from negoce.portfolio.scoring.learn import learn
    from negoce.portfolio.scoring.outcomes import CannotLearn, read_outcome

    outcomes = dict(zip(taught.deals, taught.table[OUTCOME], strict=True))
    fit.rows, fit.deals = len(taught.deals), len(outcomes)
    fit.won = sum(1 for each in outcomes.values() if each == "1")
    try:
        told = read_outcome(taught.table[OUTCOME])
        found = learn(taught.table, OUTCOME, told, taught.deals, forest=True, progress=progress)
    except CannotLearn as problem:
        fit.problem, fit.figures = problem.code, dict(problem.figures)
        return
    fit.family, fit.content = found.scorer.family.value, found.content
    fit.judged = {**found.judged, "later": _later(found, taught)}
    fit.columns, fit.left_out = list(found.columns), list(found.left_out)
    fit.compared = _compared(found, taught)


def _later(found: Learned, taught: TaughtDeals) -> Mapping[str, Any] | None:
    """What deals begun last say of a model that learned from those before; None of too few of one outcome."""
    import numpy as np

    from negoce.portfolio.scoring.judging import judge
    from negoce.portfolio.scoring.learn import judged_record
    from negoce.portfolio.scoring.outcomes import LEAST_EACH
    from negoce.portfolio.scoring.scorer import fit_scorer

    begun = np.array([taught.begun[place].toordinal() for place in found.rows.tolist()])
    order = np.sort(np.array(list(dict(zip(found.owners.tolist(), begun.tolist(), strict=True)).values())))
    newest = begun > order[min(int(len(order) * _OLDER), len(order) - 1)]
    known, unknown = np.flatnonzero(~newest), np.flatnonzero(newest)
    fewest = min(int(found.good[part].sum()) for part in (known, unknown))
    rarest = min(int((1 - found.good[part]).sum()) for part in (known, unknown))
    if min(fewest, rarest) < LEAST_EACH:
        return None
    scorer = fit_scorer(found.frame.take(known), found.good[known], groups=found.owners[known], forest=True)
    told = judge(scorer.probabilities(found.frame.take(unknown)), found.good[unknown])
    return {**judged_record(told), "deals": len(np.unique(found.owners[unknown]))}


def _compared(found: Learned, taught: TaughtDeals) -> Mapping[str, Any]:
    """House and person by person: each deal once, at the last moment at which somebody had said something."""
    said = said_of(taught.deals)
    last: dict[int, tuple[int | None, Judgement]] = {}
    for at, place in enumerate(found.rows.tolist()):
        key, day = taught.deals[place], taught.days[place]
        held = said_on(said.get(key, ()), day)
        if held is not None:
            judged = Judgement(held.percent / 100, float(found.told[at]), bool(found.good[at]))
            last[key] = (held.author, judged)
    people: dict[str, list[Judgement]] = defaultdict(list)
    for author, judged in last.values():
        people["house"].append(judged)
        if author is not None:
            people[str(author)].append(judged)
    return {name: _stored(told) for name, each in people.items() if (told := compare(each)) is not None}


def _stored(told: Compared) -> Mapping[str, Any]:
    return {
        name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(told).items()
    }
