"""Seeds the demo world: people at once, the rest in pieces that may be stopped and taken up again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.demo.models import Seeding
from negoce.demo.seeding.keys import Keys
from negoce.demo.seeding.people import seed_people
from negoce.demo.seeding.steps import STEPS, Step
from negoce.demo.world import World, world
from negoce.jobs.enums import JobQueue, JobState
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue

Progress = Callable[[int, int, str], None]
SEED = 7
TASK = "demo.seed"
# SQLite has one writer, and who waits for it looks again each tenth of a second: now and then all others get in,
# the sign of life of this very job among them.
BUSY_SECONDS, FREE_SECONDS = 2.0, 0.12

__all__ = ["SeedResult", "SeededElsewhere", "prepare_world", "seed_people", "seed_world", "seeding_finished"]


class SeededElsewhere(Exception):
    """Another process writes the same world at this moment."""


@dataclass(frozen=True, slots=True)
class SeedResult:
    """Whether all is there, and the units done of each step."""

    finished: bool
    marks: dict[str, int]


def seeding_finished() -> bool:
    """Tell whether the demo world is there in full."""
    return Seeding.objects.filter(finished_at__isnull=False).exists()


def seed_world(
    *,
    today: date,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    scale: float = 1.0,
) -> SeedResult:
    """Write the demo world as of `today`, from where an earlier seeding stopped.

    Each piece is one short transaction with its mark: killed at any moment, a seeding resumes with nothing
    doubled and ends with the same rows. `progress(done, total, label)` is called between pieces, outside
    transactions; what it raises ends the seeding there. A seeding begun on another day goes on as of that
    day. Raises SeededElsewhere when another process took a piece meanwhile.
    """
    seed_people()
    seeding = _begin(today, scale)
    if seeding.finished_at is None:
        demo, keys = world(seeding.world_date, seeding.seed, seeding.scale), Keys()
        totals = {step.name: step.total(demo) for step in STEPS}
        for step in STEPS:
            if not _run(step, demo, keys, seeding, totals, progress, should_stop):
                return SeedResult(False, dict(seeding.marks))
        seeding.finished_at = timezone.now()
        seeding.save(update_fields=["finished_at"])
    return SeedResult(True, dict(seeding.marks))


def prepare_world() -> bool:
    """Ask a worker to seed the world as of today; False when all of it is there already."""
    if seeding_finished():
        return False
    waiting = (JobState.WAITING.value, JobState.RUNNING.value)
    if not Job.objects.filter(task=TASK, state__in=waiting).exists():
        enqueue(
            TASK,
            {"today": timezone.localdate().isoformat()},
            unique_key=TASK,
            queue=JobQueue.LONG,
            shown_to_all=True,
        )
    return True


def _run(
    step: Step,
    demo: World,
    keys: Keys,
    seeding: Seeding,
    totals: dict[str, int],
    progress: Progress | None,
    should_stop: Callable[[], bool] | None,
) -> bool:
    """Run what is left of a step; False when asked to stop."""
    mark = seeding.marks.get(step.name, 0)
    if mark >= totals[step.name]:
        return True
    free_at = time.monotonic() + BUSY_SECONDS
    for units, write in step.pieces(demo, keys, mark):
        if time.monotonic() > free_at:
            time.sleep(FREE_SECONDS)
            free_at = time.monotonic() + BUSY_SECONDS
        mark += units
        with transaction.atomic():
            _put_mark(seeding, step.name, mark)
            write()
        if progress:
            progress(sum(seeding.marks.values()), sum(totals.values()), str(step.label))
        if should_stop and should_stop():
            return False
    return True


def _put_mark(seeding: Seeding, step: str, mark: int) -> None:
    """Take the piece: only one process can, and its mark is undone with its rows."""
    marks = {**seeding.marks, step: mark}
    mine = Seeding.objects.filter(pk=seeding.pk, version=seeding.version)
    if not mine.update(marks=marks, version=seeding.version + 1):
        raise SeededElsewhere("Another process is seeding the demo world; this one stops.")
    seeding.marks, seeding.version = marks, seeding.version + 1


def _begin(today: date, scale: float) -> Seeding:
    """Return the seeding under way, or a new one."""
    with transaction.atomic():
        begun = Seeding.objects.order_by("pk").first()
        return begun or Seeding.objects.create(world_date=today, seed=SEED, scale=scale)
