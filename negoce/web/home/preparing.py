"""The line under the top bar: work that everybody waits for, such as the filling of the demo world.

A job is shown here when it was enqueued with `shown_to_all`; this room does not know what it does.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.control import resume
from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.web.http import actor_of
from negoce.web.jobs.words import state_words

_OVER = frozenset({JobState.DONE.value, JobState.CANCELLED.value})
# Until this moment of the process's clock a page need not look: nothing was to be shown just before.
_quiet_until = 0.0


def preparing_url() -> str:
    """The address that the frame asks for progress; empty, and then free, when there is nothing to show.

    One query by a partial index that holds only the jobs shown to all; that there is none is believed for
    NEGOCE_COUNT_SECONDS by each server process.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return ""
    if _job_shown() is not None:
        return reverse("home:preparing")
    _quiet_until = time.monotonic() + settings.NEGOCE_COUNT_SECONDS
    return ""


@require_GET
def detail(request: HttpRequest) -> HttpResponse:
    """How far it is; 204, on which the line goes away, when nothing is left to wait for."""
    job = _job_shown()
    if job is None:
        return HttpResponse(status=204)
    context = {
        "job": job,
        "words": state_words(job),
        # Stored in French by whoever writes it; the steps of a job are texts of a catalogue.
        "step": gettext(job.message) if job.message else "",
        "failed": job.state == JobState.FAILED.value,
        "paused": job.state == JobState.PAUSED.value,
        "percent": _percent(job),
        "may_resume": actor_of(request).may(Permission.MANAGE_SETTINGS),
    }
    return render(request, "web/home/_preparing.html", context)


@require_POST
def resumption(request: HttpRequest) -> HttpResponse:
    """Let it go on from where it stands, for who manages the installation; raises NotAllowed for others."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    job = _job_shown()
    if job is not None:
        resume(job)
    return render(request, "web/home/_preparing_again.html", {"url": reverse("home:preparing")})


def _job_shown() -> Job | None:
    """The newest job for everybody's eyes, unless it is over; an error stays shown until somebody acts."""
    job = Job.objects.filter(shown_to_all=True).defer("arguments", "result").order_by("-pk").first()
    return None if job is None or job.state in _OVER else job


def _percent(job: Job) -> int | None:
    """Of 100, never 100 before the end; None while the length is unknown."""
    return min(99, 100 * job.done_units // job.total_units) if job.total_units else None
