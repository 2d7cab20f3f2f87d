"""Asking for work to be done later, inside the transaction of what makes it necessary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from negoce.jobs.enums import JobQueue, JobState
from negoce.jobs.models import Job
from negoce.jobs.registry import require_task


def enqueue(
    task: str,
    arguments: Mapping[str, object] | None = None,
    *,
    actor_id: int | None = None,
    unique_key: str = "",
    run_after: datetime | None = None,
    queue: JobQueue = JobQueue.DEFAULT,
    max_attempts: int = 5,
    shown_to_all: bool = False,
) -> Job:
    """Store a job and return it; it starts once the caller's transaction is committed, never before.

    With a `unique_key`, a job that already waits under this key is returned instead of a second one.
    `JobQueue.LONG` keeps minutes of work apart from what people wait for. What is `shown_to_all` tells its
    progress on every page until it ends. Raises UnknownTask.
    """
    require_task(task)
    job = Job(
        task=task,
        arguments=dict(arguments or {}),
        actor_id=actor_id,
        unique_key=unique_key,
        run_after=run_after or timezone.now(),
        queue=queue.value,
        max_attempts=max_attempts,
        shown_to_all=shown_to_all,
    )
    if not unique_key:
        job.save(force_insert=True)
        return job
    return _join_waiting(unique_key) or _insert_once(job)


def enqueue_each(task: str, arguments: Sequence[Mapping[str, object]], *, actor_id: int | None = None) -> int:
    """Store one job for each of `arguments`, in one statement; returns how many. Raises UnknownTask."""
    require_task(task)
    now = timezone.now()
    Job.objects.bulk_create(
        Job(task=task, arguments=dict(each), actor_id=actor_id, run_after=now) for each in arguments
    )
    return len(arguments)


def _join_waiting(unique_key: str) -> Job | None:
    """The waiting job of this key; it cannot start before our transaction ends, so it sees what we wrote."""
    waiting = Job.objects.filter(unique_key=unique_key, state=JobState.WAITING.value)
    if not waiting.update(unique_key=unique_key):
        return None
    return waiting.order_by("id").first()


def _insert_once(job: Job) -> Job:
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        # Somebody else asked for the same at the same moment.
        job.pk = None
        found = _join_waiting(job.unique_key)
        if found is not None:
            return found
        job.save(force_insert=True)
    return job
