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
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.portfolio.models import ReportRun
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.rules.report_asked import ReportAsked, read_query

KEPT = timedelta(days=2)


def start_run(actor: Actor, asked: ReportAsked) -> tuple[ReportRun, Job]:
    """Ask for a report to be worked out by a job, with the rights of who asks. Raises NotAllowed for the program."""
    if actor.user_id is None:
        raise NotAllowed(_("Un rapport appartient à une personne."))
    with transaction.atomic():
        run = ReportRun.objects.create(person_id=actor.user_id, query=asked.query)
        job = enqueue(
            "portfolio.run_report", {"run": run.public_id}, actor_id=actor.user_id, queue=JobQueue.LONG
        )
    return run, job


def finish_run(public_id: str) -> bool:
    """Work out a report that was asked for and keep it; returns whether it could be. Idempotent."""
    run = ReportRun.objects.select_related("person").filter(public_id=public_id).first()
    if run is None or run.result is not None or run.problem:
        return False
    with translation.override(run.person.language):
        understood = understand(actor_for(run.person, origin=Origin.JOB), read_query(run.query))
        if understood is None or not run.person.is_active:
            return _fail(run, "report.subject")
        try:
            table = run_report(understood, milliseconds=None)
        except TooManyLines:
            return _fail(run, "report.too_many_lines")
    if table is None:
        return _fail(run, "report.subject")
    ReportRun.objects.filter(pk=run.pk).update(result=table.as_json())
    return True


def purge_runs(now: datetime | None = None) -> int:
    """Delete the runs that nobody needs any more; returns how many."""
    gone, _rows = ReportRun.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()
    return gone


def _fail(run: ReportRun, code: str) -> bool:
    ReportRun.objects.filter(pk=run.pk).update(problem=code)
    return False
