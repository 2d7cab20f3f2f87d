"""What comes by a form or a fair of a plan counts in the plan: its company as a target, its cost as a cost."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.enums import OriginChannel
from negoce.companies.models import Company
from negoce.prospecting.enums import CostKind, PlanState
from negoce.prospecting.models import Fair, PlanCompany, PlanCost, ProspectingPlan


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
    """Put what a fair cost on its plan once that has begun, and take it off another; in the caller’s transaction."""
    with override("fr"):
        words = (_("Salon %(name)s") % {"name": fair.name})[:140] + f" ({fair.public_id})"
    mine = PlanCost.objects.filter(words__endswith=f"({fair.public_id})", channel=OriginChannel.FAIR.value)
    begun = ProspectingPlan.objects.filter(pk=fair.plan_id or 0).exclude(state=PlanState.DRAFT.value).exists()
    if fair.plan_id is None or not begun or not fair.cost:
        mine.delete()
        return
    mine.exclude(plan_id=fair.plan_id).delete()
    if mine.update(amount=fair.cost, words=words):
        return
    PlanCost.objects.create(
        plan_id=fair.plan_id,
        channel=OriginChannel.FAIR.value,
        kind=CostKind.MEDIA.value,
        day=min(fair.starts_on, timezone.localdate()),
        amount=fair.cost,
        words=words,
        created_by_id=actor_id,
    )
