"""Asks for the job that sends, now or at a moment."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue

SEND = "outbox.send"


def wake(at: datetime | None = None) -> None:
    """Enqueue the job that sends what is due; one a moment, stored in the caller's transaction."""
    now = timezone.now()
    if at is None or at <= now:
        enqueue(SEND, unique_key=SEND, queue=JobQueue.MAIL)
    else:
        enqueue(SEND, unique_key=f"{SEND}:{at:%Y%m%d%H%M}", run_after=at, queue=JobQueue.MAIL)
