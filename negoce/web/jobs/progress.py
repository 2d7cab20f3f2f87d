"""One fragment: how far a job is, and what may be asked of it. `<n-progress>` asks for it until it is
done.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.jobs.control import ask_cancel, ask_pause, resume
from negoce.jobs.enums import ENDED, JobState
from negoce.jobs.models import Job
from negoce.web.http import actor_of, load_or_404
from negoce.web.jobs.words import state_words

_SURE_SECONDS = 3


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """A person's own jobs; all of them for who manages the installation."""
    jobs = Job.objects.order_by("-created_at", "-pk")
    return jobs if actor.may(Permission.MANAGE_SETTINGS) else jobs.filter(actor_id=actor.user_id)


@require_GET
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The progress of a job."""
    return _answer(request, load_or_404(visible_jobs(actor_of(request)), public_id))


@require_POST
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the job wait."""
    return _ask(request, public_id, ask_pause)


@require_POST
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the job where it is; what it did is kept."""
    return _ask(request, public_id, ask_cancel)


@require_POST
def resumption(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the job go on from where it stands."""
    return _ask(request, public_id, resume)


def _ask(request: HttpRequest, public_id: str, ask: Callable[[Job], bool]) -> HttpResponse:
    jobs = visible_jobs(actor_of(request))
    ask(load_or_404(jobs, public_id))
    return _answer(request, load_or_404(jobs, public_id))


def _time_left(request: HttpRequest, job: Job) -> str:
    """About how long it still takes, from what was done since the page around it was opened."""
    given, now = request.GET, timezone.now().timestamp()
    since, at = given.get("from", ""), given.get("at", "")
    if not (since.isdecimal() and at.isdecimal() and len(since) < 12 and len(at) < 12 and job.total_units):
        return ""
    done, seconds = job.done_units - int(since), now - int(at)
    if done <= 0 or seconds < _SURE_SECONDS or job.state != JobState.RUNNING.value:
        return ""
    left = (job.total_units - job.done_units) * seconds / done
    if left < 60:
        return _("encore moins d’une minute")
    minutes = round(left / 60)
    return ngettext("encore %(count)s minute environ", "encore %(count)s minutes environ", minutes) % {
        "count": minutes
    }


def _percent(job: Job) -> int | None:
    """How far it is; a job that ended well says no number, for the last steps need not all have been needed."""
    if not job.total_units or job.state == JobState.DONE.value:
        return None
    return int(100 * job.done_units / job.total_units)


def _answer(request: HttpRequest, job: Job) -> HttpResponse:
    state = JobState(job.state)
    context = {
        "job": job,
        "left": _time_left(request, job),
        # The page around it steers what the job works for: pausing the job alone would say less.
        "steered": request.GET.get("steered") == "1",
        "state": state.value,
        "words": state_words(job),
        "ended": state in ENDED,
        "stopping": state is JobState.RUNNING and bool(job.stop_asked),
        "percent": _percent(job),
    }
    return render(request, "web/jobs/_job.html", context)
