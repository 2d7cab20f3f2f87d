"""The jobs of the learned chance to win: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.win_chance_fit import fit_win_chances, is_due
from negoce.portfolio.actions.win_chance_refresh import refresh_win_chances


def fit(job: RunningJob) -> dict[str, object]:
    """Learn anew: each month, or when somebody asks."""
    today = timezone.localdate()
    if job.arguments.get("when_due") and not is_due(today):
        return {}
    found = fit_win_chances(
        today=today, asked_by=job.actor_id, job=job.public_id, hold=job.hold, progress=job.progress
    )
    return {"deals": found.deals, "problem": found.problem, "seconds": found.seconds}


def refresh(job: RunningJob) -> dict[str, int]:
    """Tell the chance of deals under way, each night and after a fit."""
    return {"changed": refresh_win_chances(today=timezone.localdate(), progress=job.progress)}
