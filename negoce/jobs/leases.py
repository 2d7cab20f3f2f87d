"""Who has which job. Every change is a conditional UPDATE: of many workers one wins, on any database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.jobs.timing import MAX_CRASHES, lease_length

_PAUSES = (0.1, 0.3, 1.0)
_FREE: Mapping[str, Any] = {"lease_owner": "", "lease_until": None}


def take_next(queue: str, owner: str) -> Job | None:
    """Give `owner` the job of this queue that has been due the longest; None when nothing is due."""
    now = timezone.now()
    due = Job.objects.filter(state=JobState.WAITING.value, queue=queue, run_after__lte=now)
    # Looking costs no write lock; only what is there is worth a transaction.
    if not due.exists():
        return None
    with transaction.atomic():
        rows = due.order_by("run_after", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        key = rows.values_list("pk", flat=True).first()
        if key is None:
            return None
        taken = Job.objects.filter(pk=key, state=JobState.WAITING.value).update(
            state=JobState.RUNNING.value,
            lease_owner=owner,
            lease_until=now + lease_length(),
            attempts=F("attempts") + 1,
            started_at=now,
            finished_at=None,
            stop_asked="",
            error="",
        )
    return Job.objects.get(pk=key) if taken else None


def renew(held: Mapping[int, str]) -> None:
    """Renew the leases of `{job id: owner}`; a lease that was lost meanwhile stays lost."""
    for key, owner in held.items():
        mine = Job.objects.filter(pk=key, lease_owner=owner, state=JobState.RUNNING.value)
        insist(lambda mine=mine: mine.update(lease_until=timezone.now() + lease_length()))  # type: ignore[misc]  # mypy infers no lambda with a default


def insist(write: Callable[[], Any]) -> Any:
    """Write although the database is busy or went away for a moment: a job is not given up for one late answer.

    For a single statement outside transactions. Raises the OperationalError of the last try.
    """
    for pause in _PAUSES:
        try:
            return write()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return write()


def reclaim_expired() -> int:
    """Put the jobs of silent workers back in the queue; returns how many."""
    now = timezone.now()
    expired = Job.objects.filter(state=JobState.RUNNING.value, lease_until__lt=now).order_by("id")
    return sum(_reclaim(job, now) for job in expired[:100])


def _reclaim(job: Job, now: datetime) -> int:
    crashes = job.crashes + 1
    values: dict[str, Any] = {"seen_expired": True, "crashes": crashes, "attempts": max(0, job.attempts - 1)}
    if job.stop_asked == JobState.CANCELLED.value:
        return leave(job, JobState.CANCELLED, finished_at=now, **values)
    if job.stop_asked == JobState.PAUSED.value:
        return leave(job, JobState.PAUSED, **values)
    if crashes >= MAX_CRASHES:
        said = _("Le travail a été interrompu %(count)s fois de suite sans avancer : il est arrêté.")
        return leave(job, JobState.FAILED, finished_at=now, message=said % {"count": crashes}, **values)
    return leave(job, JobState.WAITING, run_after=now, **values)


def leave(job: Job, state: JobState, *, seen_expired: bool = False, **values: Any) -> int:
    """End or give back a job that `job.lease_owner` holds; returns 1, or 0 when the lease was lost.

    `seen_expired` also asks that the lease was not renewed since it was read.
    A job with a key that goes back to waiting while a newer one of the same key waits has nothing left to do.
    """
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING.value, lease_owner=job.lease_owner)
    if seen_expired:
        mine = mine.filter(lease_until=job.lease_until)
    try:
        return int(insist(lambda: _update(mine, state=state.value, **_FREE, **values)))
    except IntegrityError:
        if not job.unique_key:
            raise
        return mine.update(
            state=JobState.CANCELLED.value, **_FREE, **{**values, "finished_at": timezone.now()}
        )


def _update(rows: QuerySet[Job], **values: Any) -> int:
    with transaction.atomic():
        return rows.update(**values)
