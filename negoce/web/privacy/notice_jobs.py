"""The last lot of people that a worker was to tell of their data, where it stopped half-way."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.kit.dates import format_date
from negoce.prospecting.actions import notices_note, notices_send


def stopped_words(actor: Actor) -> str:
    """Why the last lot stopped, and what to do; "" where it went to its end or is under way."""
    tasks = (notices_send.TASK, notices_note.TASK)
    job = Job.objects.filter(task__in=tasks).defer("arguments", "error").order_by("-pk").first()
    if job is None or job.state != JobState.FAILED.value or job.finished_at is None:
        return ""
    words = _(
        "Le lot demandé le %(day)s s’est arrêté en route\u00a0: %(why)s Ceux qui n’ont pas été informés sont encore "
        "dans la liste\u00a0: corrigez, puis demandez-le à nouveau."
    )
    day = format_date(timezone.localdate(job.created_at), actor.language)
    return words % {"day": day, "why": job.message}
