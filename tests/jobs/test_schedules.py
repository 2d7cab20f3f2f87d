"""Recurring jobs: one worker of many enqueues them, and a long stop makes one run."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from negoce.jobs.models import Job, ScheduleRun
from negoce.jobs.schedules import Schedule, enqueue_due
from negoce.jobs.worker import work_off

pytestmark = pytest.mark.django_db
NIGHTLY = Schedule("nightly", "echo", at=time(3, 10))
OFTEN = Schedule("often", "echo", every=timedelta(minutes=10))
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def test_give_an_hour_or_a_rhythm_not_both():
    for values in ({}, {"at": time(3), "every": timedelta(hours=1)}):
        with pytest.raises(ValueError, match="one of them"):
            Schedule("bad", "echo", **values)


def test_a_rhythm_starts_at_once_an_hour_waits_for_its_time():
    assert enqueue_due(NOON, [NIGHTLY, OFTEN]) == 1
    due = dict(ScheduleRun.objects.order_by("name").values_list("name", "due_at"))
    # 3:10 in Paris in winter is 2:10 UTC.
    assert due == {
        "nightly": datetime(2026, 11, 21, 2, 10, tzinfo=UTC),
        "often": NOON + timedelta(minutes=10),
    }
    assert enqueue_due(NOON + timedelta(minutes=9), [NIGHTLY, OFTEN]) == 0


def test_many_missed_times_make_one_run():
    enqueue_due(NOON, [NIGHTLY])
    assert enqueue_due(NOON + timedelta(days=9), [NIGHTLY]) == 1
    assert enqueue_due(NOON + timedelta(days=9), [NIGHTLY]) == 0
    assert ScheduleRun.objects.get(name="nightly").due_at == datetime(2026, 11, 30, 2, 10, tzinfo=UTC)
    assert work_off() == 1


def test_a_run_that_still_waits_is_not_doubled():
    enqueue_due(NOON, [OFTEN])
    enqueue_due(NOON + timedelta(hours=1), [OFTEN])
    assert Job.objects.count() == 1


def test_summer_time_keeps_the_hour_of_the_clock():
    before_change = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    assert NIGHTLY.next_after(before_change) == datetime(2027, 3, 28, 1, 10, tzinfo=UTC)
    assert NIGHTLY.next_after(datetime(2027, 3, 28, 1, 10, tzinfo=UTC)) == datetime(
        2027, 3, 29, 1, 10, tzinfo=UTC
    )
