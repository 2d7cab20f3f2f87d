"""Seeding as a job: with progress, and stopped when the worker is or when somebody asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from negoce.demo.seed import seed_world
from negoce.demo.seeding.selling import sell as sell_world
from negoce.demo.seeding.visits import write_tour
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue

if TYPE_CHECKING:
    from negoce.jobs.running import RunningJob


# Pages that steer have their figures before the minutes that selling takes; they are worked out again after it.
_FIRST_FIGURES = (
    "portfolio.recompute",
    "portfolio.snapshots",
    "portfolio.attitudes",
    "portfolio.profits",
    "portfolio.targets",
    "portfolio.offer_segments",
    "automation.plan_days",
    # A minute of fitting, then all once more with what it foresees.
    "portfolio.refit",
)


def run(job: RunningJob) -> dict[str, Any]:
    """Seed the demo world; arguments: `today` (ISO, default the day it is) and `scale` (default 1).

    Stopped at any point, the job goes on from the last piece when it is run again.
    """
    given = job.arguments.get("today")
    today = date.fromisoformat(given) if given else timezone.localdate()

    def progress(done: int, total: int, label: str) -> None:
        job.progress(done, total, str(label))

    result = seed_world(today=today, progress=progress, scale=float(job.arguments.get("scale", 1)))
    if result.finished:
        for name in _FIRST_FIGURES:
            enqueue(name, {}, queue=JobQueue.LONG, unique_key=name)
        enqueue("portfolio.recompute", {}, queue=JobQueue.LONG, unique_key="demo.foreseen")
        enqueue("demo.sell", {}, queue=JobQueue.LONG, unique_key="demo.sell")
    return {"finished": result.finished, **result.marks}


def sell(job: RunningJob) -> dict[str, Any]:
    """Make deals, quotes, contracts and invoices in a world that is there; goes on from where it stopped."""

    def progress(done: int, total: int, label: str) -> None:
        job.progress(done, total, label)

    return sell_world(progress)


def visits(job: RunningJob) -> dict[str, int]:
    """Ask for the tour of the demo, once the figures of customers that it goes by are there."""
    return {"visits": write_tour(timezone.localdate())}
