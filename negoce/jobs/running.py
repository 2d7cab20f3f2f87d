"""What a task sees of the job it runs: its arguments, its progress, and whether it must stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from negoce.jobs.enums import JobState
from negoce.jobs.leases import insist
from negoce.jobs.models import Job
from negoce.jobs.timing import PROGRESS_SECONDS, lease_length


class StopWork(BaseException):
    """Ends a task at a checkpoint. Not an Exception, so that no task swallows it by mistake."""


class PauseAsked(StopWork):
    """A person wants the job to wait."""


class CancelAsked(StopWork):
    """A person wants the job to end here."""


class WorkerStopping(StopWork):
    """The worker is being stopped; another takes the job up where it stands."""


class LeaseLost(StopWork):
    """The worker was silent for too long and another one has the job: nothing more may be written."""


class RunningJob:
    """One job in the hands of one worker."""

    def __init__(self, job: Job, *, stopping: threading.Event | None = None) -> None:
        self.id: int = job.pk
        self.public_id = job.public_id
        self.task = job.task
        self.arguments: Mapping[str, Any] = job.arguments
        self.actor_id: int | None = job.actor_id
        self.attempt = job.attempts
        self.created_at: datetime = job.created_at
        self._owner = job.lease_owner
        self._stopping = stopping or threading.Event()
        self._done, self._total, self._message = job.done_units, job.total_units, job.message
        self._started_at_unit = job.done_units
        self._written_at = 0.0

    @property
    def resumes_at(self) -> int:
        """How many units were done when this attempt began; a moment late after a crash, never ahead."""
        return self._started_at_unit

    def progress(
        self, done: int, total: int | None = None, message: str | None = None, *, force: bool = False
    ) -> None:
        """Say how far the work is, at most twice a second, and stop here when somebody asked.

        Call it between transactions. Raises PauseAsked, CancelAsked, WorkerStopping or LeaseLost.
        """
        self._done = done
        self._total = self._total if total is None else total
        self._message = self._message if message is None else message
        self.checkpoint(force=force)

    def checkpoint(self, *, force: bool = False) -> None:
        """Stop here when somebody asked; the latest progress is written on the way."""
        moment = time.monotonic()
        if not force and moment - self._written_at < PROGRESS_SECONDS and not self._stopping.is_set():
            return
        self._written_at = moment
        self._write()
        asked = Job.objects.filter(pk=self.id).order_by().values_list("stop_asked", flat=True).get()
        if asked == JobState.PAUSED.value:
            raise PauseAsked
        if asked == JobState.CANCELLED.value:
            raise CancelAsked
        if self._stopping.is_set():
            raise WorkerStopping

    def hold(self) -> None:
        """Make the transaction under way depend on the lease: when it is lost, LeaseLost undoes all."""
        held = self._mine().update(lease_until=timezone.now() + lease_length())
        if not held:
            raise LeaseLost

    def _write(self) -> None:
        values: dict[str, Any] = {
            "done_units": self._done,
            "total_units": self._total,
            "message": self._message[:300],
        }
        if self._done > self._started_at_unit:
            # A job that moves forward owes nothing to the workers that were lost before.
            values |= {"crashes": 0}
        if not insist(lambda: self._mine().update(**values)):
            raise LeaseLost

    def _mine(self) -> Any:
        return Job.objects.filter(
            pk=self.id, state=JobState.RUNNING.value, lease_owner=self._owner
        ).order_by()
