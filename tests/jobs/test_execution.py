"""What comes of a job: retries, refusals, pauses, leases that were lost."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.jobs.control import ask_cancel, ask_pause, resume
from negoce.jobs.enums import JobState
from negoce.jobs.execution import execute
from negoce.jobs.leases import leave, reclaim_expired, renew, take_next
from negoce.jobs.models import Job, ScheduleRun
from negoce.jobs.queue import enqueue
from negoce.jobs.running import CancelAsked, LeaseLost, PauseAsked, RunningJob
from negoce.jobs.timing import MAX_CRASHES, retry_delay
from negoce.jobs.worker import work_off

pytestmark = pytest.mark.django_db


def taken(**values: object) -> Job:
    enqueue("steps", {"upto": 3, "name": "row"})
    job = take_next("default", "me:1")
    assert job is not None
    if values:
        Job.objects.filter(pk=job.pk).update(**values)
    return job


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def state_of(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 40), (10, 2560), (11, 3600), (60, 3600)]
)
def test_the_wait_doubles_up_to_an_hour(attempts, seconds):
    assert retry_delay(attempts) == timedelta(seconds=seconds)


def test_a_failure_is_tried_again_later_and_keeps_its_traceback(caplog):
    job = enqueue("fails", max_attempts=2)
    assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING.value, 1)
    assert job.run_after > timezone.now() + timedelta(seconds=3)
    assert "RuntimeError: broken on purpose" in job.error
    Job.objects.update(run_after=timezone.now())
    assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED.value, 2)
    assert "RuntimeError: broken on purpose" in job.error
    assert job.message == (
        "Une erreur imprévue a arrêté ce travail après 2 essais. Ce qui était fait est gardé."
    )


def test_a_refusal_is_final_and_speaks_to_the_person():
    job = enqueue("refuses")
    assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.message, job.error) == (JobState.FAILED.value, "Fichier illisible", "")


def test_a_task_removed_from_the_program_fails_at_once(settings):
    job = enqueue("echo")
    settings.NEGOCE_TASKS = "tests.jobs.conftest.no_tasks"
    assert work_off() == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED.value
    assert "'echo' is not listed" in job.error


def test_pause_resume_and_cancel_of_a_job_that_waits():
    job = enqueue("echo")
    assert ask_pause(job)
    assert work_off() == 0
    assert state_of(job) == JobState.PAUSED.value
    assert resume(job)
    assert not resume(job)
    assert ask_cancel(job)
    assert state_of(job) == JobState.CANCELLED.value
    assert not ask_pause(job)
    assert not ask_cancel(job)
    assert work_off() == 0


@pytest.mark.parametrize(("ask", "stop"), [(ask_pause, PauseAsked), (ask_cancel, CancelAsked)])
def test_a_running_job_stops_at_its_next_checkpoint(ask, stop):
    job = taken()
    running = RunningJob(job)
    running.progress(1, 3)
    assert ask(job)
    with pytest.raises(stop):
        running.progress(2, 3, force=True)
    stored = Job.objects.get(pk=job.pk)
    assert (stored.done_units, stored.total_units) == (2, 3)


def test_a_paused_job_is_not_charged_an_attempt():
    job = taken()
    ask_pause(job)
    execute(job)
    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.attempts, stored.lease_owner) == (JobState.PAUSED.value, 0, "")
    resume(job)
    work_off()
    assert state_of(job) == JobState.DONE.value
    assert ScheduleRun.objects.count() == 3


def test_a_worker_that_is_stopped_gives_its_job_back():
    job = taken()
    stopping = threading.Event()
    stopping.set()
    execute(job, stopping=stopping)
    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.attempts, stored.done_units) == (JobState.WAITING.value, 0, 1)
    work_off()
    assert state_of(job) == JobState.DONE.value
    assert ScheduleRun.objects.count() == 3


def test_progress_costs_at_most_two_writes_a_second(queries):
    running = RunningJob(taken())
    running.progress(1, 1000)
    with queries.exactly(0):
        for done in range(2, 100):
            running.progress(done)


def test_an_expired_lease_goes_back_to_the_queue_and_its_first_owner_writes_nothing_more():
    job = taken()
    assert reclaim_expired() == 0
    expire(job)
    assert reclaim_expired() == 1
    assert Job.objects.get(pk=job.pk).crashes == 1
    second = take_next("default", "other:1")
    assert second is not None
    with pytest.raises(LeaseLost):
        RunningJob(job).hold()
    with pytest.raises(LeaseLost):
        RunningJob(job).progress(1, force=True)
    assert leave(job, JobState.DONE) == 0
    renew({job.pk: "me:1"})
    RunningJob(second).hold()
    execute(second)
    assert state_of(job) == JobState.DONE.value


def test_a_lease_renewed_after_it_was_read_is_not_reclaimed():
    job = taken()
    expire(job)
    stale = Job.objects.get(pk=job.pk)
    renew({job.pk: "me:1"})
    assert leave(stale, JobState.WAITING, seen_expired=True) == 0
    assert state_of(job) == JobState.RUNNING.value


def test_workers_lost_again_and_again_end_a_job_that_does_not_move():
    job = taken(crashes=MAX_CRASHES - 1)
    expire(job)
    assert reclaim_expired() == 1
    stored = Job.objects.get(pk=job.pk)
    assert stored.state == JobState.FAILED.value
    assert "10 fois de suite sans avancer" in stored.message


def test_moving_forward_forgets_lost_workers():
    job = taken(crashes=5)
    running = RunningJob(job)
    running.progress(1, 3, force=True)
    assert Job.objects.get(pk=job.pk).crashes == 0


def test_what_was_asked_of_a_lost_job_is_honoured():
    job = taken()
    ask_cancel(job)
    expire(job)
    reclaim_expired()
    assert state_of(job) == JobState.CANCELLED.value


def test_a_lost_job_gives_way_to_a_newer_one_of_its_key():
    enqueue("echo", unique_key="sales:1")
    job = take_next("default", "me:1")
    newer = enqueue("echo", unique_key="sales:1")
    expire(job)
    assert reclaim_expired() == 1
    assert state_of(job) == JobState.CANCELLED.value
    assert state_of(newer) == JobState.WAITING.value
    assert not resume(job)


def test_a_failed_job_does_not_come_back_beside_a_newer_one_of_its_key():
    job = enqueue("refuses", unique_key="sales:1")
    work_off()
    enqueue("refuses", unique_key="sales:1")
    assert not resume(job)
    assert state_of(job) == JobState.FAILED.value
