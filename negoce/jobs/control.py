"""What a person asks of a job. Whoever calls has checked that the job is theirs to steer."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from negoce.jobs.enums import JobState
from negoce.jobs.models import Job


def ask_pause(job: Job) -> bool:
    """Pause now when the job waits, at its next checkpoint when it runs; False when it is past that."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING.value)
    if waiting.update(state=JobState.PAUSED.value):
        return True
    return _ask(job, JobState.PAUSED)


def ask_cancel(job: Job) -> bool:
    """End now a job that waits or is paused, at its next checkpoint one that runs; what it did is kept."""
    idle = Job.objects.filter(pk=job.pk, state__in=[JobState.WAITING.value, JobState.PAUSED.value])
    if idle.update(state=JobState.CANCELLED.value, finished_at=timezone.now()):
        return True
    return _ask(job, JobState.CANCELLED)


def resume(job: Job) -> bool:
    """Let a paused job go on, or try a failed one again from where it stands.

    False when it is neither, or when a newer job of the same key waits already.
    """
    stopped = Job.objects.filter(pk=job.pk, state__in=[JobState.PAUSED.value, JobState.FAILED.value])
    fresh = {"stop_asked": "", "attempts": 0, "crashes": 0, "message": "", "finished_at": None}
    try:
        with transaction.atomic():
            return bool(stopped.update(state=JobState.WAITING.value, run_after=timezone.now(), **fresh))
    except IntegrityError:
        return False


def _ask(job: Job, state: JobState) -> bool:
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING.value)
    return bool(running.update(stop_asked=state.value))
