"""The jobs of the matrices: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.offer_segment_night import picture_offer_segments
from negoce.portfolio.actions.target_refresh import refresh_all_targets


def targets(job: RunningJob) -> dict[str, int]:
    """Note each night, or when criteria change, every company on potential and accessibility."""

    def told(done: int, total: int) -> None:
        job.progress(done, total)

    return {"companies": refresh_all_targets(today=timezone.localdate(), tick=told)}


def offer_segments(job: RunningJob) -> dict[str, int]:
    """Picture each night, or when somebody asks, what each family of products did in each segment."""
    return {"written": picture_offer_segments(today=timezone.localdate())}
