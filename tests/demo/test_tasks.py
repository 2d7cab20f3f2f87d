"""Seeding as a job."""

from __future__ import annotations

import pytest

from negoce.config.wiring import tasks
from negoce.demo.seed import seeding_finished
from negoce.jobs.enums import JobState
from negoce.jobs.execution import execute
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue

pytestmark = pytest.mark.django_db


def test_the_job_seeds_the_world_and_tells_how_far_it_is() -> None:
    assert tasks["demo.seed"] == "negoce.demo.tasks.run"
    job = enqueue("demo.seed", {"today": "2026-11-20", "scale": 0.004})
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING.value, lease_owner="w")
    execute(Job.objects.get(pk=job.pk))
    assert seeding_finished()
