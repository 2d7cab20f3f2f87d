"""A plan: what was expected of it beside what came, by channel and by week, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.portfolio.models import PlanFigures
from negoce.portfolio.rules.plan_result import plan_costs
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanChannel, PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import may_change, visible_plans
from negoce.prospecting.rules.plan_work_back import Rates
from negoce.prospecting.words.plan import COST_KINDS, OBJECTIVES, STATE_TONES, STATES
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, money, number
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language
from negoce.web.plans.expected import Expected, cost_words, expected
from negoce.web.plans.linked import linked_work
from negoce.web.plans.results import (
    channel_columns,
    channel_lines,
    result_tiles,
    tiles_why,
)
from negoce.web.plans.segment import list_url, target_of, target_warnings
from negoce.web.plans.stages import stage_columns, stage_lines
from negoce.web.plans.ways import ways_of
from negoce.web.plans.weeks import weeks_chart


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of a plan, for its people and for who steers prospecting."""
    actor = actor_of(request)
    plan = load_or_404(visible_plans(actor).select_related("owner", "figures"), public_id)
    channels = list(plan.channels.all())
    costs = list(plan.costs.all())
    draft = plan.state == PlanState.DRAFT.value
    target = target_of(actor, plan.filter_text) if draft else None
    wished = expected(
        plan.target_orders,
        Rates(plan.quote_rate, plan.meeting_rate, plan.contact_rate),
        segment=target.count if target else plan.targeted,
        budget=sum((each.budget for each in channels), Decimal(0)),
        yearly_margin=plan.yearly_margin if actor.may_read(FieldGroup.MARGIN) else None,
    )
    context = {
        "plan": plan,
        "objective": OBJECTIVES[plan.objective],
        "state": STATES[plan.state],
        "tone": STATE_TONES[plan.state],
        "starts": format_date(plan.starts_on, language()),
        "ends": format_date(plan.ends_on, language()),
        "people": [
            each.person.full_name
            for each in plan.people.select_related("person").order_by("person__last_name", "pk")
        ],
        "target": target,
        "target_size": number(target.count) if target else "",
        "target_warnings": target_warnings(target, plan.objective),
        "targeted": number(plan.targeted),
        "list_url": list_url(plan.filter_text if draft else f"plan is {plan.public_id}"),
        "wished": wished,
        "cost": cost_words(wished.cost),
        "is_freezing": plan.state == PlanState.RUNNING.value and plan.targeted_at is None,
        "late": plan.state == PlanState.RUNNING.value and plan.ends_on < timezone.localdate(),
        "ways": ways_of(actor, plan, {each.channel for each in channels}),
        **_actions(actor, plan),
        **_results(actor, plan, channels, costs, wished),
    }
    return render(request, "web/plans/plan.html", context)


def _actions(actor: Actor, plan: ProspectingPlan) -> Mapping[str, object]:
    may, state = may_change(actor), plan.state
    urls = {name: reverse(f"plans:{name}", args=[plan.public_id]) for name in (
        "change", "start", "close", "deletion", "refreshing", "cost_new", "choice_of"
    )}  # fmt: skip
    return {
        "may_change": may and state != PlanState.CLOSED.value,
        "may_start": may and state == PlanState.DRAFT.value,
        "may_close": may and state == PlanState.RUNNING.value,
        "may_spend": may and state != PlanState.DRAFT.value,
        "may_refresh": actor.may(Permission.EDIT),
        "urls": urls,
    }


def _results(
    actor: Actor,
    plan: ProspectingPlan,
    channels: Sequence[PlanChannel],
    costs: Sequence[PlanCost],
    wished: Expected,
) -> Mapping[str, object]:
    figures: PlanFigures | None = getattr(plan, "figures", None)
    content = figures.content if figures is not None else None
    margin = actor.may_read(FieldGroup.MARGIN)
    pairs = [(each.channel, each.amount) for each in costs]
    planned = {each.channel for each in channels}
    spent = plan_costs(pairs, content, planned, yearly_margin=plan.yearly_margin) if content else None
    return {
        "as_of": figures.made_at if figures is not None else None,
        "tiles": result_tiles(content, spent, margin=margin) if content and spent else (),
        "tiles_why": tiles_why(content, spent, margin=margin) if content and spent else (),
        "stages": stage_lines(content, wished, plan) if content else (),
        "stage_columns": stage_columns(),
        "channel_lines": channel_lines(channels, costs, content),
        "channel_columns": channel_columns(),
        "chart": weeks_chart(content) if content else None,
        "cost_lines": [_cost_line(each, plan) for each in costs],
        "cost_columns": (
            TableColumn(_("Le")),
            TableColumn(_("Nature")),
            TableColumn(_("Canal")),
            TableColumn(_("Montant HT"), numeric=True),
            TableColumn(""),
        ),
        "spent": money(sum((each.amount for each in costs), Decimal(0))),
        "linked": linked_work(actor, plan),
    }


def _cost_line(cost: PlanCost, plan: ProspectingPlan) -> Mapping[str, object]:
    words = dict(choice_options(OriginChannel))
    return {
        "day": format_date(cost.day, language()),
        "kind": COST_KINDS[cost.kind],
        "words": cost.words,
        "channel": words.get(cost.channel, _("Tous les canaux")),
        "amount": cents(cost.amount),
        "removal_url": reverse("plans:cost_removal", args=[plan.public_id, cost.public_id]),
    }
