"""The reports that a person may open: their own and those that are shared."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import ReportRun, ReportSchedule, SavedReport


def visible_reports(actor: Actor) -> QuerySet[SavedReport]:
    """Their own and the shared ones; what they count is another question, asked at each reading."""
    return SavedReport.objects.filter(Q(owner_id=actor.user_id) | Q(is_shared=True))


def own_runs(actor: Actor) -> QuerySet[ReportRun]:
    """The long reports that the actor asked for: made with their rights, they are theirs alone."""
    return ReportRun.objects.filter(person_id=actor.user_id)


def own_schedule(actor: Actor, report: SavedReport) -> ReportSchedule | None:
    """When the actor receives a report, if they do."""
    return ReportSchedule.objects.filter(report=report, person_id=actor.user_id).first()
