"""Keeps a report under a name, shares it, takes it away."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.models import ReportSchedule, SavedReport
from negoce.portfolio.queries.reports.subjects import subjects
from negoce.portfolio.rules.report_asked import ReportAsked

MAX_NAME, MAX_OWN = 80, 100


def save_report(
    actor: Actor, report: SavedReport | None, *, name: str, asked: ReportAsked, is_shared: bool
) -> SavedReport:
    """Keep a new report, or change one. Raises NotAllowed, and Refused for a wrong name or too many reports."""
    if actor.user_id is None:
        raise NotAllowed(_("Un rapport appartient à une personne."))
    if report is not None:
        _check_owner(actor, report)
    if is_shared and not (report is not None and report.is_shared):
        require(actor, Permission.SHARE_VIEWS)
    title = " ".join(name.replace("\x00", "").split())
    if not title or len(title) > MAX_NAME:
        raise refuse_field(
            "name", _("Donnez au rapport un nom de %(max)s caractères au plus.") % {"max": MAX_NAME}
        )
    if asked.subject not in subjects():
        raise Refused(_("Ce rapport ne porte sur rien de connu. Rien n’a été enregistré."))
    with transaction.atomic():
        own = SavedReport.objects.filter(owner_id=actor.user_id)
        if report is None and own.count() >= MAX_OWN:
            raise Refused(_("Vous avez déjà %(max)s rapports : supprimez-en un d’abord.") % {"max": MAX_OWN})
        others = own.exclude(pk=report.pk) if report is not None else own
        if others.filter(name__iexact=title).exists():
            raise refuse_field("name", _("Vous avez déjà un rapport de ce nom."))
        verb = "created" if report is None else "changed"
        row = report or SavedReport(owner_id=actor.user_id)
        after = {"name": title, "query": asked.query, "is_shared": is_shared}
        changes = {
            key: (getattr(row, key), value) for key, value in after.items() if getattr(row, key) != value
        }
        row.name, row.query, row.is_shared = title, asked.query, is_shared
        row.save()
        if not is_shared:
            # Whom it is no longer shown to no longer receives it.
            ReportSchedule.objects.filter(report=row).exclude(person_id=row.owner_id).delete()
        if changes:
            record(actor, Entry(verb, "report", row.pk, title, changes=changes))
    return row


def delete_report(actor: Actor, report: SavedReport) -> None:
    """Take a report away, and with it that anybody receives it. Raises NotAllowed."""
    _check_owner(actor, report)
    with transaction.atomic():
        record(
            actor, Entry("deleted", "report", report.pk, report.name, changes={"query": (report.query, None)})
        )
        report.delete()


def may_change_report(actor: Actor, report: SavedReport) -> bool:
    """Whether the actor may change this report: its owner, or an administrator when it is shared."""
    mine = actor.user_id is not None and report.owner_id == actor.user_id
    return mine or (report.is_shared and actor.may(Permission.MANAGE_SETTINGS))


def _check_owner(actor: Actor, report: SavedReport) -> None:
    if not may_change_report(actor, report):
        raise NotAllowed(_("Ce rapport appartient à quelqu’un d’autre : enregistrez-en une copie à vous."))
