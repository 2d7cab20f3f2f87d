"""Says when a person receives a report by e-mail; always with their own rights, to their own address."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.outbox.actions.message_send import WRITERS
from negoce.portfolio.enums import ReportFormat, ReportRhythm
from negoce.portfolio.models import ReportSchedule, SavedReport
from negoce.portfolio.queries.saved_reports import visible_reports
from negoce.portfolio.rules.report_schedule import Rhythm, last_due


def schedule_report(
    actor: Actor, report: SavedReport, *, rhythm: Rhythm | None, form: ReportFormat = ReportFormat.XLSX
) -> ReportSchedule | None:
    """Receive a report in this rhythm from now on; None stops it. It takes the right to export.

    Raises NotAllowed, and Refused for an hour or a day that there is not, and to whom no message may leave.
    """
    if actor.user_id is None or not visible_reports(actor).filter(pk=report.pk).exists():
        raise NotAllowed(_("Ce rapport n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    if rhythm is None:
        _stop(actor, report)
        return None
    require(actor, Permission.EXPORT)
    if not may_be_written(actor):
        raise Refused(
            _(
                "Votre rôle permet d’exporter, mais pas d’envoyer de message, fût-ce à vous-même. Rien n’a été "
                "changé ; téléchargez le fichier, ou demandez ce droit à un administrateur."
            )
        )
    if not (0 <= rhythm.hour <= 23 and 0 <= rhythm.weekday <= 6 and 1 <= rhythm.month_day <= 28):
        raise refuse_field("hour", _("Donnez une heure de 0 à 23 et un jour du mois de 1 à 28."))
    values = {
        "rhythm": rhythm.kind.value,
        "weekday": rhythm.weekday,
        "month_day": rhythm.month_day,
        "hour": rhythm.hour,
        "format": form.value,
        # The first one is the next that comes due, not the last that would have been.
        "last_on": last_due(rhythm, timezone.localtime()),
    }
    with transaction.atomic():
        row, _created = ReportSchedule.objects.update_or_create(
            report=report, person_id=actor.user_id, defaults=values
        )
        words = f"{rhythm.kind.value} {rhythm.hour}:00"
        record(actor, Entry("changed", "report", report.pk, report.name, changes={"rhythm": (None, words)}))
    return row


def may_be_written(actor: Actor) -> bool:
    """Whether a message may leave in the name of the actor, which is how a report reaches them."""
    return any(actor.may(right) for right in WRITERS)


def rhythm_of(schedule: ReportSchedule) -> Rhythm:
    """The rhythm that is stored."""
    return Rhythm(ReportRhythm(schedule.rhythm), schedule.hour, schedule.weekday, schedule.month_day)


def _stop(actor: Actor, report: SavedReport) -> None:
    with transaction.atomic():
        gone, _rows = ReportSchedule.objects.filter(report=report, person_id=actor.user_id).delete()
        if gone:
            record(actor, Entry("changed", "report", report.pk, report.name, changes={"rhythm": ("", None)}))
