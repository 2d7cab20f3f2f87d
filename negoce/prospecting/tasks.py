"""The jobs of prospecting: shallow, they fetch by key and call an action."""

from __future__ import annotations

from negoce.jobs.running import RunningJob
from negoce.prospecting.actions.submissions_purge import purge_submissions


def purge_forms(job: RunningJob) -> dict[str, int]:
    """Erase the requests of public forms that were never confirmed."""
    return purge_submissions(between=lambda count: job.progress(count, count, ""))
