"""The jobs of notices: shallow, they call an action with the rights of who asked."""

from __future__ import annotations

from datetime import date

from negoce.companies.actions.people.asker import asker_of
from negoce.companies.actions.people.notice_note import Given, note_notices
from negoce.companies.enums import Channel
from negoce.jobs.running import RunningJob
from negoce.prospecting.actions.notices_send import send_notices


def send(job: RunningJob) -> dict[str, int]:
    """Queue the notices of a lot."""
    keys = [int(key) for key in job.arguments["contacts"]]
    return {"queued": send_notices(asker_of(job.actor_id), keys, progress=job.progress)}


def note(job: RunningJob) -> dict[str, int]:
    """Note that the people of a lot were told."""
    given = job.arguments
    through = Channel(given["through"]) if given["through"] else None
    noted = note_notices(
        asker_of(job.actor_id),
        [int(key) for key in given["contacts"]],
        Given(date.fromisoformat(given["day"]), through, given["proof"]),
        batch=job.public_id,
        progress=job.progress,
    )
    return {"noted": noted}
