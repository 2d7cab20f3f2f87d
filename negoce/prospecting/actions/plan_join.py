"""What comes by a form, a fair or a file of a plan counts in it: its company as a target, its cost as a cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.enums import OriginChannel
from negoce.companies.models import Company
from negoce.prospecting.enums import CostKind, PlanState
from negoce.prospecting.models import Fair, FileSource, PlanCompany, PlanCost, ProspectingPlan
from negoce.prospecting.rules.file_origins import ORIGINS


def join_plan(plan_id: int | None, company: Company) -> bool:
    """Count a company that came by itself among those of a running plan; returns whether it was added.

    Inside the caller's transaction. A plan that has not begun, or is closed, stays as it is.
    """
    if plan_id is None:
        return False
    running = ProspectingPlan.objects.filter(pk=plan_id, state=PlanState.RUNNING.value)
    if not running.exists():
        return False
    _row, added = PlanCompany.objects.get_or_create(plan_id=plan_id, company=company)
    if added:
        running.update(targeted=F("targeted") + 1)
    return added


def note_fair_cost(fair: Fair, actor_id: int | None) -> None:
    """Put what a fair cost on its plan once that has begun, and take it off another; in the caller’s transaction.

    Both are those of now, whatever the caller read before.
    """
    fair.refresh_from_db(from_queryset=Fair.objects.select_for_update().order_by())
    with override("fr"):
        words = _("Salon %(name)s") % {"name": fair.name}
    day = min(fair.starts_on, timezone.localdate())
    _note(fair, _Cost(OriginChannel.FAIR, day, words), actor_id)


def note_source_cost(source: FileSource, actor_id: int | None) -> None:
    """The same of what a file cost, on the channel that its kind is."""
    source.refresh_from_db(from_queryset=FileSource.objects.select_for_update().order_by())
    with override("fr"):
        words = _("Fichier %(name)s") % {"name": source.name}
    day = timezone.localdate(source.created_at)
    cost = _Cost(ORIGINS[source.kind], day, words)
    _note(source, cost, actor_id)


def note_waiting_costs(plan: ProspectingPlan, actor_id: int | None) -> None:
    """What was written down for a plan before it began is a cost of it from now on; idempotent."""
    for fair in Fair.objects.filter(plan=plan).order_by("pk"):
        note_fair_cost(fair, actor_id)
    for source in FileSource.objects.filter(plan=plan).order_by("pk"):
        note_source_cost(source, actor_id)


@dataclass(frozen=True, slots=True)
class _Cost:
    channel: OriginChannel
    day: date
    words: str


def _note(row: Fair | FileSource, cost: _Cost, actor_id: int | None) -> None:
    """One cost a row, found again by where it comes from, whatever was renamed meanwhile."""
    mine = PlanCost.objects.filter(origin=row.public_id)
    begun = ProspectingPlan.objects.filter(pk=row.plan_id or 0).exclude(state=PlanState.DRAFT.value).exists()
    if row.plan_id is None or not begun or not row.cost:
        mine.delete()
        return
    written = {
        "plan_id": row.plan_id,
        "channel": cost.channel.value,
        "amount": row.cost,
        "words": cost.words[:160],
    }
    if mine.update(**written):
        return
    PlanCost.objects.create(
        **written, origin=row.public_id, kind=CostKind.MEDIA.value, day=cost.day, created_by_id=actor_id
    )
