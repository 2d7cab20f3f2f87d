"""The jobs of steering: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.attitude_night import refresh_all_attitudes
from negoce.portfolio.actions.profit_night import refresh_profits


def attitudes(job: RunningJob) -> dict[str, int]:
    """Work out each night how far each customer trusts us."""

    def told(done: int, total: int) -> None:
        job.progress(done, total)

    return {"changed": refresh_all_attitudes(today=timezone.localdate(), progress=told)}


def profits(job: RunningJob) -> dict[str, int]:
    """Work out each night what every customer leaves once served, and the year of each status."""

    def told(done: int, total: int) -> None:
        job.progress(done, total)

    return {"changed": refresh_profits(today=timezone.localdate(), progress=told)}
