"""The reports that a person may open: their own and those that are shared."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import ReportRun, ReportSchedule, SavedReport
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from negoce.portfolio.queries.reports.table import ReportTable, table_of


def visible_reports(actor: Actor) -> QuerySet[SavedReport]:
    """Their own and the shared ones; what they count is another question, asked at each reading."""
    return SavedReport.objects.filter(Q(owner_id=actor.user_id) | Q(is_shared=True))


def own_runs(actor: Actor) -> QuerySet[ReportRun]:
    """The long reports that the actor asked for: made with their rights, they are theirs alone."""
    return ReportRun.objects.filter(person_id=actor.user_id)


def rights_of(actor: Actor) -> str:
    """Which companies and sensitive fields the actor reads, in short: what a kept result was made with."""
    groups = ".".join(group.value for group in FieldGroup if actor.may_read(group))
    return f"{scope_of_actor(actor).key}|{groups}"


def result_of(actor: Actor, run: ReportRun) -> ReportTable | None:
    """What a job found; None before it did, and once the actor's rights are no longer those that it was made with."""
    if run.result is None or run.result.get("rights") != rights_of(actor):
        return None
    return table_of(run.result)


def own_schedule(actor: Actor, report: SavedReport) -> ReportSchedule | None:
    """When the actor receives a report, if they do."""
    return ReportSchedule.objects.filter(report=report, person_id=actor.user_id).first()
