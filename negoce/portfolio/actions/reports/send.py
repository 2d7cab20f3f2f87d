"""Sends the reports whose hour has come, each as its reader would see it now."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Origin, Permission
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.outbox.actions.message_send import Attached, queue_message
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.portfolio.actions.reports.schedule import may_be_written, rhythm_of
from negoce.portfolio.documents.report_file import CONTENT_TYPES, report_file
from negoce.portfolio.enums import ReportFormat
from negoce.portfolio.models import ReportSchedule
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.table import ReportTable
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.rules.report_asked import read_query
from negoce.portfolio.rules.report_schedule import last_due

logger = logging.getLogger(__name__)


def send_due_reports(now: datetime | None = None) -> int:
    """Send every report that is due; returns how many left. Called again, it sends nothing twice.

    Who no longer signs in, no longer exports or no longer sees the report no longer receives it. One that fails keeps
    none of the others back: what it failed with is raised once they have left.
    """
    moment = timezone.localtime(now)
    sent = 0
    failure: Exception | None = None
    for schedule in ReportSchedule.objects.select_related("report", "person").order_by("pk"):
        day = last_due(rhythm_of(schedule), moment)
        if schedule.last_on is None or schedule.last_on < day:
            try:
                sent += _send(schedule, day)
            except Exception as problem:
                logger.exception("Report %s was not sent.", schedule.public_id)
                failure = problem
    if failure is not None:
        raise failure
    return sent


def _send(schedule: ReportSchedule, day: date) -> bool:
    person, report = schedule.person, schedule.report
    actor = actor_for(person, origin=Origin.JOB)
    still = person.is_active and (report.is_shared or report.owner_id == person.pk)
    if not still or not actor.may(Permission.EXPORT) or not may_be_written(actor):
        _stop(actor, schedule)
        return False
    with translation.override(person.language):
        table = _table(actor, schedule)
        with transaction.atomic():
            # Whoever takes the day sends: a second worker finds it taken.
            mine = ReportSchedule.objects.filter(Q(last_on__lt=day) | Q(last_on=None), pk=schedule.pk)
            if not mine.update(last_on=day):
                return False
            _queue(actor, schedule, day, table)
    return True


def _stop(actor: Actor, schedule: ReportSchedule) -> None:
    """The person may no longer receive it: the journal says since when, should they ask."""
    report = schedule.report
    with transaction.atomic():
        changes = {"rhythm": (schedule.rhythm, None)}
        record(actor, Entry("changed", "report", report.pk, report.name, changes=changes))
        schedule.delete()


def _table(actor: Actor, schedule: ReportSchedule) -> ReportTable | None:
    understood = understand(actor, read_query(schedule.report.query))
    # In a mail nobody reads that a part of the filter was left out: more records than meant would pass for those meant.
    if understood is None or understood.spec.problems:
        return None
    try:
        return run_report(understood, milliseconds=None)
    except TooManyLines:
        return None


def _queue(actor: Actor, schedule: ReportSchedule, day: date, table: ReportTable | None) -> None:
    report, form = schedule.report, ReportFormat(schedule.format)
    said = {"name": report.name, "day": format_date(day, actor.language)}
    attached = []
    if table is None:
        text = _("Bonjour,\n\nLe rapport « %(name)s » n’a pas pu être fait : ouvrez-le pour voir pourquoi.")
    else:
        text = _("Bonjour,\n\nVoici le rapport « %(name)s » du %(day)s, avec vos droits d’aujourd’hui.")
        name = f"{slugify(report.name) or 'rapport'}-{day:%Y-%m-%d}.{form.value}"
        attached = [
            Attached(name, report_file(report.name, table, form), CONTENT_TYPES[form].partition(";")[0])
        ]
    queue_message(
        actor,
        kind=MessageKind.LETTER,
        purpose=ContactPurpose.CONTRACTUAL,
        address=schedule.person.email,
        subject=(_("%(name)s, %(day)s") % said)[:200],
        text=text % said,
        attachments=attached,
        idempotency_key=f"report:{schedule.public_id}:{day:%Y-%m-%d}",
        related_kind="report",
        related_id=report.public_id,
        language=schedule.person.language,
    )
    changes = {"format": (None, form.value), "rows": (None, len(table.lines) if table else 0)}
    record(actor, Entry("export", "report", report.pk, report.name, changes=changes))
