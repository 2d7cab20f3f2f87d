"""`negoce worker`: takes jobs, one of each queue at a time, and gives them back when it is stopped."""

from __future__ import annotations

import logging
import secrets
import socket
import threading
import time
from collections.abc import Sequence

from django.db import DatabaseError, close_old_connections, connection

from negoce.jobs.enums import JobQueue
from negoce.jobs.execution import execute
from negoce.jobs.leases import reclaim_expired, renew, take_next
from negoce.jobs.schedules import enqueue_due
from negoce.jobs.timing import IDLE_SECONDS, renewal_seconds

logger = logging.getLogger("negoce.jobs")
GRACE_SECONDS = 8.0
AFTER_PROBLEM_SECONDS = 1.0


class Worker:
    """One process of many: the main thread keeps leases and schedules, one thread a queue runs jobs."""

    def __init__(self, queues: Sequence[JobQueue] = tuple(JobQueue)) -> None:
        self.queues = tuple(queues)
        self.name = f"{socket.gethostname()[:30]}:{secrets.token_hex(6)}"
        self.stopping = threading.Event()
        self._held: dict[int, str] = {}
        self._guard = threading.Lock()
        self._taken = 0

    def run(self) -> None:
        """Work until `stop` is called; jobs that do not end in time are left to their lease."""
        lanes = [threading.Thread(target=self._lane, args=(queue,), daemon=True) for queue in self.queues]
        for lane in lanes:
            lane.start()
        while not self.stopping.is_set():
            kept = self._keep_house()
            self.stopping.wait(renewal_seconds() if kept else AFTER_PROBLEM_SECONDS)
        deadline = time.monotonic() + GRACE_SECONDS
        for lane in lanes:
            lane.join(max(0.0, deadline - time.monotonic()))
        connection.close()

    def stop(self) -> None:
        """Ask every job to stop at its next checkpoint, and take no other."""
        self.stopping.set()

    def _keep_house(self) -> bool:
        """Renew the leases first, then look after the rest; false when the database did not answer."""
        try:
            close_old_connections()
            with self._guard:
                held = dict(self._held)
            renew(held)
            reclaim_expired()
            enqueue_due()
        except DatabaseError:
            logger.exception("Worker %s: the database did not answer, trying again", self.name)
            connection.close()
            return False
        return True

    def _lane(self, queue: JobQueue) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if not self._run_one(queue):
                    self.stopping.wait(IDLE_SECONDS)
            except DatabaseError:
                logger.exception("Worker %s: the database did not answer, trying again", self.name)
                connection.close()
                self.stopping.wait(AFTER_PROBLEM_SECONDS)
        connection.close()

    def _run_one(self, queue: JobQueue) -> bool:
        with self._guard:
            self._taken += 1
            owner = f"{self.name}:{self._taken}"
        job = take_next(queue.value, owner)
        if job is None:
            return False
        with self._guard:
            self._held[job.pk] = owner
        try:
            execute(job, stopping=self.stopping)
        finally:
            with self._guard:
                self._held.pop(job.pk, None)
        return True


def work_off(queues: Sequence[JobQueue] = tuple(JobQueue), *, limit: int = 1_000) -> int:
    """Run what is due now, here and in order, until nothing is left; returns how many."""
    count = 0
    while count < limit:
        jobs = (take_next(queue.value, f"here:{secrets.token_hex(6)}") for queue in queues)
        job = next((job for job in jobs if job is not None), None)
        if job is None:
            return count
        execute(job)
        count += 1
    return count
