"""Counts what plans brought: those that run each night, one at once when somebody asks (P2)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.portfolio.models import PlanFigures
from negoce.portfolio.queries.plan_result_facts import span_of, target_facts
from negoce.portfolio.rules.plan_result import plan_content
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanChannel, ProspectingPlan


def refresh_plan(plan: ProspectingPlan, *, today: date) -> PlanFigures:
    """Count one plan anew; idempotent."""
    channels = set(PlanChannel.objects.filter(plan=plan).order_by().values_list("channel", flat=True))
    start, end = span_of(plan, today)
    content = plan_content(target_facts(plan, today), channels, start, end)
    with transaction.atomic():
        row, _made = PlanFigures.objects.update_or_create(
            plan=plan, defaults={"as_of": end, "content": content, "made_at": timezone.now()}
        )
    return row


def refresh_running_plans(*, today: date) -> int:
    """Count every plan that runs, and those closed since they were last counted; returns how many.

    So are those counted when their content said less.
    """
    running = ProspectingPlan.objects.filter(state=PlanState.RUNNING.value)
    stale = [
        plan
        for plan in ProspectingPlan.objects.filter(state=PlanState.CLOSED.value).select_related("figures")
        if not hasattr(plan, "figures")
        or "passed" not in plan.figures.content
        or (plan.closed_at and plan.figures.made_at < plan.closed_at)
    ]
    counted = 0
    for plan in [*running.order_by("pk"), *stale]:
        refresh_plan(plan, today=today)
        counted += 1
    return counted
