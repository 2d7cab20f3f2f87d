"""Works out by a job a report for which a page would have waited too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from negoce.identity.enums import Origin
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue, JobState
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.portfolio.models import ReportRun
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.queries.saved_reports import rights_of
from negoce.portfolio.rules.report_asked import ReportAsked, read_query

TASK = "portfolio.run_report"
KEPT = timedelta(days=2)
# Each keeps a worker busy: one person does not take them all.
MOST_UNDER_WAY = 3
_UNDER_WAY = (JobState.WAITING.value, JobState.RUNNING.value)


def start_run(actor: Actor, asked: ReportAsked) -> tuple[ReportRun, Job]:
    """Ask for a report to be worked out by a job, with the rights of who asks.

    One that is under way is not begun twice. Raises NotAllowed for the program, and Refused when too many wait.
    """
    if actor.user_id is None:
        raise NotAllowed(_("Un rapport appartient à une personne."))
    with transaction.atomic():
        known = _under_way(actor.user_id, asked.query)
        if known is not None:
            return known
        if not may_start(actor, asked):
            raise Refused(
                _(
                    "Vous avez déjà %(max)s rapports en préparation. Rien n’a été perdu : attendez que l’un finisse, "
                    "puis demandez celui-ci."
                )
                % {"max": MOST_UNDER_WAY}
            )
        run = ReportRun.objects.create(person_id=actor.user_id, query=asked.query)
        job = enqueue(TASK, {"run": run.public_id}, actor_id=actor.user_id, queue=JobQueue.LONG)
    return run, job


def may_start(actor: Actor, asked: ReportAsked) -> bool:
    """Whether the person does not wait for too many reports already; the one asked for may be among them."""
    if actor.user_id is not None and _under_way(actor.user_id, asked.query) is not None:
        return True
    waiting = Job.objects.filter(task=TASK, actor_id=actor.user_id, state__in=_UNDER_WAY)
    return waiting.count() < MOST_UNDER_WAY


def finish_run(public_id: str) -> bool:
    """Work out a report that was asked for and keep it; returns whether it could be. Idempotent."""
    run = ReportRun.objects.select_related("person").filter(public_id=public_id).first()
    if run is None or run.result is not None or run.problem:
        return False
    with translation.override(run.person.language):
        actor = actor_for(run.person, origin=Origin.JOB)
        understood = understand(actor, read_query(run.query))
        if understood is None or not run.person.is_active:
            return _fail(run, "report.subject")
        try:
            table = run_report(understood, milliseconds=None)
        except TooManyLines:
            return _fail(run, "report.too_many_lines")
    if table is None:
        return _fail(run, "report.subject")
    ReportRun.objects.filter(pk=run.pk).update(result={**table.as_json(), "rights": rights_of(actor)})
    return True


def purge_runs(now: datetime | None = None) -> int:
    """Delete the runs that nobody needs any more; returns how many."""
    gone, _rows = ReportRun.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()
    return gone


def _under_way(person_id: int, query: str) -> tuple[ReportRun, Job] | None:
    """The run of the same report that the person still waits for."""
    rows = ReportRun.objects.filter(person_id=person_id, query=query, result__isnull=True, problem="")
    run = rows.order_by("-pk").first()
    if run is None:
        return None
    jobs = Job.objects.filter(task=TASK, actor_id=person_id, state__in=_UNDER_WAY)
    job = jobs.filter(arguments__run=run.public_id).order_by("pk").first()
    return None if job is None else (run, job)


def _fail(run: ReportRun, code: str) -> bool:
    ReportRun.objects.filter(pk=run.pk).update(problem=code)
    return False
