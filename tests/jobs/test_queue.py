"""Asking for work: in the caller's transaction, once a key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from negoce.jobs.enums import JobQueue, JobState
from negoce.jobs.leases import take_next
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.registry import UnknownTask
from negoce.jobs.worker import work_off
from tests.jobs import sample_tasks

pytestmark = pytest.mark.django_db


def test_a_job_runs_once_with_its_arguments_and_keeps_its_result():
    job = enqueue("echo", {"words": "bonjour"})
    assert work_off() == 1
    assert work_off() == 0
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (JobState.DONE.value, {"heard": "bonjour"}, 1)
    assert (job.lease_owner, job.lease_until) == ("", None)
    assert job.finished_at is not None
    assert sample_tasks.calls == [{"words": "bonjour"}]


def test_a_task_that_is_not_listed_is_refused_when_asked():
    with pytest.raises(UnknownTask, match=r"os\.system"):
        enqueue("os.system", {"command": "true"})
    assert Job.objects.count() == 0


def test_a_transaction_that_fails_leaves_no_job():
    def fail_after_asking() -> None:
        with transaction.atomic():
            enqueue("echo")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_asking()
    assert Job.objects.count() == 0


def test_one_waiting_job_a_key():
    first = enqueue("echo", {"words": "one"}, unique_key="sales:12")
    second = enqueue("echo", {"words": "two"}, unique_key="sales:12")
    other = enqueue("echo", unique_key="sales:13")
    assert second.pk == first.pk
    assert other.pk != first.pk
    assert work_off() == 2
    again = enqueue("echo", unique_key="sales:12")
    assert again.pk not in {first.pk, other.pk}


def test_a_key_whose_job_runs_already_takes_a_new_job():
    first = enqueue("echo", unique_key="sales:12")
    assert take_next("default", "me") is not None
    second = enqueue("echo", unique_key="sales:12")
    assert second.pk != first.pk


def test_a_job_waits_for_its_hour():
    enqueue("echo", run_after=timezone.now() + timedelta(minutes=1))
    assert work_off() == 0
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert work_off() == 1


def test_queues_are_apart():
    enqueue("echo", queue=JobQueue.LONG)
    assert take_next("default", "me") is None
    assert work_off((JobQueue.LONG,)) == 1


def test_the_oldest_due_first():
    late = enqueue("echo", {"n": 2})
    early = enqueue("echo", {"n": 1}, run_after=timezone.now() - timedelta(hours=1))
    taken = [take_next("default", "me"), take_next("default", "me"), take_next("default", "me")]
    assert [job and job.pk for job in taken] == [early.pk, late.pk, None]
