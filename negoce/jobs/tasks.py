"""The housekeeping of the queue, and of the database beneath it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.jobs.statistics import refresh_statistics

if TYPE_CHECKING:
    from negoce.jobs.running import RunningJob

KEPT_DAYS = 30
BATCH = 1_000


def purge(job: RunningJob) -> dict[str, int]:
    """Remove jobs that ended more than 30 days ago, in small batches; failed ones stay three times longer."""
    removed = 0
    while keys := _old_jobs():
        Job.objects.filter(pk__in=keys).delete()
        removed += len(keys)
        job.progress(removed)
    return {"removed": removed}


def measure_tables(job: RunningJob) -> dict[str, int]:
    """Measure the tables of SQLite anew: each night after what it wrote, and after a large import."""
    return {"tables": refresh_statistics(lambda done, total: job.progress(done, total))}


def _old_jobs() -> list[int]:
    now = timezone.now()
    ended = Job.objects.filter(finished_at__lt=now - timedelta(days=KEPT_DAYS))
    kept = ended.filter(state=JobState.FAILED.value, finished_at__gte=now - timedelta(days=3 * KEPT_DAYS))
    return list(ended.exclude(pk__in=kept.values("pk")).order_by("id").values_list("pk", flat=True)[:BATCH])
