"""The jobs of automation: shallow, they call an action."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from negoce.automation.actions.affinity_refresh import refresh_affinities
from negoce.automation.actions.day_refresh import refresh_days
from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.identity.models import User
from negoce.jobs.running import RunningJob


def plan_days(job: RunningJob) -> Mapping[str, int]:
    """Work out each night the day of everybody who may sign in."""
    people = User.objects.filter(is_active=True).order_by("pk")
    return refresh_days(people.iterator(chunk_size=100), today=timezone.localdate())


def bring_playbooks(job: RunningJob) -> Mapping[str, int]:
    """Begin playbooks with who came into their status, take the steps that are due, stop where it was left."""
    return sweep_playbooks(timezone.localdate(), job.checkpoint)


def work_out_affinities(job: RunningJob) -> Mapping[str, int]:
    """Which families customers buy together, from all that they ever bought."""
    return {"affinities": refresh_affinities(timezone.localdate())}
