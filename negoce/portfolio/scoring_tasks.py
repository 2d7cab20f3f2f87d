"""The jobs of the learned score: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.scoring_fit import fit_scores, is_due
from negoce.portfolio.actions.scoring_refresh import refresh_model_scores
from negoce.portfolio.queries.scoring_fits import fit_in_use, has_outcome


def fit(job: RunningJob) -> dict[str, object]:
    """Learn anew: each month what is in use, or what somebody asks for."""
    today = timezone.localdate()
    outcome = str(job.arguments.get("outcome", ""))
    if job.arguments.get("when_due"):
        if not is_due(today):
            return {}
        used = fit_in_use()
        # A field that is gone teaches nothing any more: who became a customer is learned instead.
        outcome = used.outcome if used is not None and has_outcome(used) else ""
    found = fit_scores(
        today=today,
        outcome=outcome,
        asked_by=job.actor_id,
        job=job.public_id,
        hold=job.hold,
        progress=job.progress,
    )
    return {"rows": found.rows, "problem": found.problem, "seconds": found.seconds}


def refresh(job: RunningJob) -> dict[str, int]:
    """Score leads and prospects, each night and after a fit."""
    return {"changed": refresh_model_scores(today=timezone.localdate(), progress=job.progress)}
