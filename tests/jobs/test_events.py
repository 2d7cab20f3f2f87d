"""Events: one job a receiver, in the transaction of what they tell of."""

from __future__ import annotations

import pytest
from django.db import transaction

from negoce.jobs.events import emit
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off
from tests.jobs import sample_tasks

pytestmark = pytest.mark.django_db


def test_each_receiver_hears_the_event_once():
    assert emit("order_placed", {"order": 12}) == 1
    assert sample_tasks.received == []
    assert work_off() == 1
    assert sample_tasks.received == [{"order": 12}]


def test_an_event_without_receiver_stores_nothing():
    assert emit("nobody_listens", {"order": 12}) == 0
    assert Job.objects.count() == 0


def test_what_was_undone_is_not_told():
    def fail_after_emitting() -> None:
        with transaction.atomic():
            emit("order_placed", {"order": 12})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_emitting()
    assert work_off() == 0
    assert sample_tasks.received == []


def test_a_stored_receiver_that_is_not_listed_is_never_called():
    job = enqueue(
        "jobs.deliver", {"event": "order_placed", "receiver": "tests.jobs.sample_tasks.echo", "payload": {}}
    )
    work_off()
    job.refresh_from_db()
    assert job.state == "failed"
    assert sample_tasks.calls == []
