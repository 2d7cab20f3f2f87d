"""Where a job stands, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.jobs.enums import JobState
from negoce.jobs.models import Job

_STATES: Mapping[str, Any] = {
    JobState.WAITING: _("En attente d’un moment libre"),
    JobState.RUNNING: _("En cours"),
    JobState.PAUSED: _("En pause"),
    JobState.DONE: _("Terminé"),
    JobState.FAILED: _("Arrêté par une erreur"),
    JobState.CANCELLED: _("Annulé"),
}
_STOPPING: Mapping[str, Any] = {
    JobState.PAUSED: _("Mise en pause…"),
    JobState.CANCELLED: _("Annulation…"),
}


def state_words(job: Job) -> str:
    """The state of a job, or what was just asked of it."""
    if job.state == JobState.RUNNING.value and job.stop_asked in _STOPPING:
        return str(_STOPPING[job.stop_asked])
    if job.state == JobState.WAITING.value and job.error:
        return str(_("Nouvel essai dans un instant"))
    return str(_STATES[job.state])
