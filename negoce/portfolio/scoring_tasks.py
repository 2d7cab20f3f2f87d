"""The jobs of the learned score: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.scoring_fit import SCORES_TASK, fit_scores, is_due
from negoce.portfolio.actions.scoring_refresh import refresh_model_scores


def fit(job: RunningJob) -> dict[str, object]:
    """Learn anew: each month, or when somebody asks; then score with it."""
    today = timezone.localdate()
    if job.arguments.get("when_due") and not is_due(today):
        return {}
    found = fit_scores(
        today=today,
        outcome=str(job.arguments.get("outcome", "")),
        asked_by=job.actor_id,
        hold=job.hold,
        progress=job.progress,
    )
    enqueue(SCORES_TASK, {}, unique_key=SCORES_TASK, queue=JobQueue.LONG)
    return {"rows": found.rows, "problem": found.problem, "seconds": found.seconds}


def refresh(job: RunningJob) -> dict[str, int]:
    """Score leads and prospects, each night and after a fit."""
    return {"changed": refresh_model_scores(today=timezone.localdate(), progress=job.progress)}
