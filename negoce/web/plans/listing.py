"""The plans of prospecting, those that run first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, IntegerField, Sum, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.portfolio.models import PlanFigures
from negoce.portfolio.rules.plan_result import STAGES
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanChannel, PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import may_change, visible_plans
from negoce.prospecting.words.plan import OBJECTIVES, STATE_TONES, STATES
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, money, number
from negoce.web.http import actor_of
from negoce.web.orders.figures import language

_MOST = 200
_ORDER = Case(
    When(state=PlanState.RUNNING.value, then=Value(0)),
    When(state=PlanState.DRAFT.value, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every plan that the person may open; a constant number of queries."""
    actor = actor_of(request)
    plans = list(visible_plans(actor).select_related("owner").order_by(_ORDER, "-starts_on", "-pk")[:_MOST])
    keys = [each.pk for each in plans]
    figures = dict(PlanFigures.objects.filter(plan__in=keys).order_by().values_list("plan_id", "content"))
    spent = _sums(PlanCost.objects.filter(plan__in=keys), "amount")
    budgets = _sums(PlanChannel.objects.filter(plan__in=keys), "budget")
    columns = (
        TableColumn(_("Plan")),
        TableColumn(_("État")),
        TableColumn(_("Période")),
        TableColumn(_("Cible"), numeric=True),
        TableColumn(_("Clients gagnés"), numeric=True),
        TableColumn(_("Dépensé"), numeric=True),
        TableColumn(_("Coût d’un client"), numeric=True),
    )
    context = {
        "lines": [_line(each, figures.get(each.pk), spent, budgets) for each in plans],
        "columns": columns,
        "may_change": may_change(actor),
        "new_url": reverse("plans:new"),
        "channels_url": reverse("plans:choices"),
        "signals_url": reverse("plans:signals"),
    }
    return render(request, "web/plans/list.html", context)


def _line(
    plan: ProspectingPlan,
    content: Mapping[str, Any] | None,
    spent: Mapping[int, Any],
    budgets: Mapping[int, Any],
) -> Mapping[str, object]:
    customers = content["stages"][STAGES.index("customers")] if content else None
    cost = spent.get(plan.pk)
    return {
        "name": plan.name,
        "url": reverse("plans:plan", args=[plan.public_id]),
        "objective": OBJECTIVES[plan.objective],
        "owner": plan.owner.full_name if plan.owner else "",
        "state": STATES[plan.state],
        "tone": STATE_TONES[plan.state],
        "starts": format_date(plan.starts_on, language()),
        "ends": format_date(plan.ends_on, language()),
        "target": number(plan.targeted) if plan.started_at else "—",
        "customers": number(customers),
        "wanted": number(plan.target_orders),
        "spent": money(cost),
        "budget": money(budgets.get(plan.pk)),
        "each": cents(cost / customers) if customers and cost else "—",
    }


def _sums(rows: Any, column: str) -> dict[int, Any]:
    return dict(rows.order_by().values_list("plan_id").annotate(all=Sum(column)))
