"""The queue's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off


@pytest.mark.django_db
def test_old_jobs_are_removed_failed_ones_later():
    def ended(task: str, state: str, days: int) -> Job:
        job = enqueue(task)
        Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now() - timedelta(days=days))
        return job

    ended("echo", "done", 31)
    ended("echo", "failed", 91)
    kept = [ended("echo", "done", 29), ended("echo", "failed", 31)]
    purge = enqueue("jobs.purge")
    work_off()
    purge.refresh_from_db()
    assert (purge.state, purge.result) == ("done", {"removed": 2})
    assert set(Job.objects.values_list("pk", flat=True)) == {*(job.pk for job in kept), purge.pk}
