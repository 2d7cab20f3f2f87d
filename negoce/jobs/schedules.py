"""Recurring jobs: declared in `config/wiring.py`, enqueued by one worker of many, once after a long stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from negoce.jobs.enums import JobQueue
from negoce.jobs.models import ScheduleRun
from negoce.jobs.queue import enqueue


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task that runs `every` so often, or each day `at` an hour of the installation's time zone."""

    name: str
    task: str
    every: timedelta | None = None
    at: time | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    queue: JobQueue = JobQueue.DEFAULT

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"schedule {self.name}: give `every` or `at`, one of them")

    def next_after(self, moment: datetime) -> datetime:
        """The first time due strictly after `moment`."""
        if self.every is not None:
            return moment + self.every
        assert self.at is not None
        local = timezone.localtime(moment)
        today = timezone.make_aware(datetime.combine(local.date(), self.at))
        if today > moment:
            return today
        return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), self.at))


def declared_schedules() -> Sequence[Schedule]:
    """The schedules of `config/wiring.py`."""
    schedules: Sequence[Schedule] = import_string(settings.NEGOCE_SCHEDULES)
    return schedules


def enqueue_due(now: datetime | None = None, schedules: Sequence[Schedule] | None = None) -> int:
    """Enqueue the schedules whose time has come; returns how many. Missed times make one run.

    A schedule met for the first time waits for its hour, or starts at once when it is an `every`.
    """
    moment = now or timezone.now()
    wanted = declared_schedules() if schedules is None else schedules
    known = dict(ScheduleRun.objects.order_by().values_list("name", "due_at"))
    return sum(_enqueue_when_due(schedule, known.get(schedule.name), moment) for schedule in wanted)


def _enqueue_when_due(schedule: Schedule, due_at: datetime | None, now: datetime) -> int:
    if due_at is None:
        first = now if schedule.every is not None else schedule.next_after(now)
        due_at = ScheduleRun.objects.get_or_create(name=schedule.name, defaults={"due_at": first})[0].due_at
    if due_at > now:
        return 0
    with transaction.atomic():
        mine = ScheduleRun.objects.filter(name=schedule.name, due_at=due_at)
        if not mine.update(due_at=schedule.next_after(now)):
            return 0
        enqueue(
            schedule.task, schedule.arguments, unique_key=f"schedule:{schedule.name}", queue=schedule.queue
        )
    return 1
