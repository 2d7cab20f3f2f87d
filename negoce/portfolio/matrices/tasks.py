"""The jobs of the matrices: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.offer_segment_night import picture_offer_segments
from negoce.portfolio.actions.target_refresh import refresh_all_targets
from negoce.prospecting.actions.target_reweigh import reweigh
from negoce.prospecting.queries.target_index import criteria


def targets(job: RunningJob) -> dict[str, int]:
    """Note each night, or when criteria change, every company on potential and accessibility."""

    def told(done: int, total: int) -> None:
        job.progress(done, total)

    return {"companies": refresh_all_targets(today=timezone.localdate(), tick=told)}


def place_targets(job: RunningJob) -> dict[str, int]:
    """Place the companies that new weights left where they were: none, unless the request that kept them was cut."""
    return {"companies": reweigh(criteria())}


def offer_segments(job: RunningJob) -> dict[str, int]:
    """Picture each night, or when somebody asks, what each family of products did in each segment."""
    return {"written": picture_offer_segments(today=timezone.localdate())}
