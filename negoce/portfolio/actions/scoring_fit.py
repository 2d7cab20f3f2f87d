"""Learns a score on the team's own outcomes; each fit is kept, one is in use (P6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

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
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.models import ScoringFit
from negoce.portfolio.queries.scoring_facts import HORIZON_DAYS
from negoce.portfolio.queries.scoring_fields import outcome_fields
from negoce.portfolio.queries.scoring_fits import has_outcome
from negoce.portfolio.queries.scoring_rows import field_rows, team_rows

TASK, SCORES_TASK = "portfolio.fit_scores", "portfolio.refresh_model_scores"


def request_fit(actor: Actor, *, outcome: str = "") -> Job:
    """Learn anew in the background; `outcome` is empty (a customer within 180 days) or the key of a custom field.

    Raises NotAllowed; Refused for a field that cannot be an outcome.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    if outcome and outcome not in {each.key for each in outcome_fields()}:
        raise refuse_field("outcome", _("Ce champ ne peut pas servir de résultat."))
    return enqueue(
        TASK,
        {"outcome": outcome},
        actor_id=actor.user_id,
        # One waiting job an outcome: who asks for another one is not shown a job that learns something else.
        unique_key=f"{TASK}:{outcome}",
        queue=JobQueue.LONG,
        shown_to_all=True,
    )


def is_due(today: date) -> bool:
    """Whether a month has passed since the last fit."""
    last = ScoringFit.objects.only("known_until").first()
    return last is None or last.known_until <= add_months(today, -1)


def fit_scores(
    *, today: date, outcome: str = "", asked_by: int | None = None, job: str = "",
    hold: Callable[[], None] = lambda: None, progress: Callable[[int, int], object] | None = None,
) -> ScoringFit:  # fmt: skip
    """Learn, judge by cross-validation, keep; in use from now on unless somebody chose another by hand.

    Where there is not enough to learn from, the fit says so with its figure, and what was in use stays. A `job` that
    runs again, as after a crash, gets the fit that it already made.
    """
    made = ScoringFit.objects.filter(job=job).first() if job else None
    return made or _learn(
        ScoringFit(
            known_until=today,
            outcome=outcome,
            horizon_days=HORIZON_DAYS,
            asked_by_id=asked_by,
            job=job or None,
        ),
        hold,
        progress,
    )


def use_fit(actor: Actor, fit: ScoringFit, *, follow_newest: bool = False) -> None:
    """Put a fit in use by hand; it stays unless `follow_newest`. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    if fit.problem:
        raise Refused(_("Cet ajustement n’a rien pu apprendre : il ne peut pas servir."))
    with transaction.atomic():
        ScoringFit.objects.filter(in_use=True).update(in_use=False)
        ScoringFit.objects.update(is_chosen=False)
        ScoringFit.objects.filter(pk=fit.pk).update(in_use=True, is_chosen=not follow_newest)
        changes = {"in_use": (None, fit.public_id)}
        record(
            actor,
            Entry(
                "updated", "scoring_fit", fit.pk, subject_name=fit.known_until.isoformat(), changes=changes
            ),
        )
        enqueue(SCORES_TASK, {}, actor_id=actor.user_id, unique_key=SCORES_TASK, queue=JobQueue.LONG)


def _learn(
    fit: ScoringFit, hold: Callable[[], None], progress: Callable[[int, int], object] | None
) -> ScoringFit:
    from negoce.portfolio.scoring.learn import learn
    from negoce.portfolio.scoring.outcomes import CannotLearn, read_outcome

    began = time.perf_counter()
    taught = field_rows(fit.outcome) if fit.outcome else team_rows(fit.known_until)
    cells = taught.table[taught.outcome]
    fit.outcome_label = taught.outcome if fit.outcome else ""
    fit.rows = sum(1 for cell in cells if cell)
    fit.companies = len({owner for owner, cell in zip(taught.owners, cells, strict=True) if cell})
    try:
        told = read_outcome(cells)
        fit.good = int(told.good.sum())
        found = learn(taught.table, taught.outcome, told, taught.owners, progress=progress)
        fit.family, fit.content, fit.judged = found.scorer.family.value, found.content, found.judged
        fit.columns, fit.left_out = list(found.columns), list(found.left_out)
    except CannotLearn as problem:
        fit.problem, fit.figures = problem.code, dict(problem.figures)
    fit.seconds = round(time.perf_counter() - began, 1)
    _keep(fit, hold)
    return fit


def _keep(fit: ScoringFit, hold: Callable[[], None]) -> None:
    with transaction.atomic():
        hold()
        chosen = ScoringFit.objects.filter(in_use=True, is_chosen=True).first()
        # What was chosen by hand says nothing any more once the field that taught it is gone.
        if not fit.problem and (chosen is None or not has_outcome(chosen)):
            ScoringFit.objects.filter(in_use=True).update(in_use=False, is_chosen=False)
            fit.in_use = True
        fit.save()
        if fit.in_use:
            enqueue(SCORES_TASK, {}, unique_key=SCORES_TASK, queue=JobQueue.LONG)
