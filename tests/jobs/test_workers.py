"""Real workers, killed without warning: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)

ENQUEUE = "from negoce.jobs.queue import enqueue; answer = enqueue(task, arguments).pk"
STATE = "from negoce.jobs.models import Job; answer = Job.objects.get(pk=job).state"
ENDED = "from negoce.jobs.models import Job; answer = Job.objects.get(pk=job).state in ('done', 'failed')"
BEGUN = "from negoce.jobs.models import Job; answer = Job.objects.get(pk=job).state != 'waiting'"
ALL_DONE = "from negoce.jobs.models import Job; answer = not Job.objects.exclude(state='done').exists()"
ROWS = (
    "from negoce.jobs.models import ScheduleRun; "
    "answer = sorted(ScheduleRun.objects.values_list('name', flat=True))"
)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path)


def test_a_worker_killed_at_a_random_point_is_replaced_and_nothing_is_doubled(outside):
    steps = {"upto": 60, "name": "row", "pause": 0.05}
    job = outside.python(ENQUEUE, task="steps", arguments=steps)
    for _ in range(2):
        with outside.worker() as worker:
            outside.until(
                BEGUN,
                job=job,
            )
            time.sleep(random.uniform(0, 0.4))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    with outside.worker():
        outside.until(ENDED, job=job)
    assert outside.python(STATE, job=job) == "done"
    assert outside.python(ROWS) == sorted(f"row-{number}" for number in range(60))


def test_a_worker_asked_to_stop_ends_with_0_and_gives_its_job_back(outside):
    job = outside.python(ENQUEUE, task="steps", arguments={"upto": 10_000, "name": "row", "pause": 0.01})
    with outside.worker() as worker:
        outside.until("from negoce.jobs.models import ScheduleRun; answer = ScheduleRun.objects.count() > 3")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
    assert outside.python(STATE, job=job) == "waiting"


def test_two_workers_never_run_one_job_twice(outside, tmp_path):
    log = tmp_path / "log"
    many = (
        "from negoce.jobs.queue import enqueue\n"
        "for _ in range(30): enqueue('writes_log', {'log': log})\n"
        "answer = 1"
    )
    outside.python(many, log=str(log))
    with outside.worker(), outside.worker():
        outside.until(ALL_DONE)
    lines = [line.split() for line in log.read_text().splitlines()]
    assert len(lines) == 60
    assert {(job, word) for job, word, *_ in lines} == {
        (str(job), word) for job in {int(line[0]) for line in lines} for word in ("start", "end")
    }
    assert len({line[0] for line in lines}) == 30
    assert len({line[2] for line in lines}) == 2


def test_an_event_outlives_the_crash_that_follows_the_commit(outside):
    crash = (
        "import os; from django.db import transaction; from negoce.jobs.events import emit\n"
        "with transaction.atomic(): emit('order_shipped', {'name': 'told'})\n"
        "os.kill(os.getpid(), 9)"
    )
    with pytest.raises(AssertionError):
        outside.python(crash)
    with outside.worker():
        outside.until(ALL_DONE)
    assert outside.python(ROWS) == ["told"]
