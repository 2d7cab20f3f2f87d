"""A plan: what was expected of it beside what came, by channel and by week, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

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
from negoce.portfolio.rules.plan_result import PlanCosts, plan_costs
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanChannel, PlanCost, ProspectingPlan
from negoce.prospecting.plan_words import COST_KINDS, MODES, OBJECTIVES, STATE_TONES, STATES
from negoce.prospecting.queries.plans import may_change, visible_plans
from negoce.prospecting.rules.plan_work_back import Rates, stage_rates
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, money, number, percent
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language
from negoce.web.plans.expected import Expected, cost_words, expected
from negoce.web.plans.linked import linked_work
from negoce.web.plans.segment import list_url, target_of
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
        "targeted": number(plan.targeted),
        "list_url": list_url(plan.filter_text if draft else f"plan is {plan.public_id}"),
        "wished": wished,
        "cost": cost_words(wished.cost),
        "is_freezing": plan.state == PlanState.RUNNING.value and plan.targeted_at is None,
        "late": plan.state == PlanState.RUNNING.value and plan.ends_on < timezone.localdate(),
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
    amounts = [each.amount for each in costs]
    # How long a customer takes to pay back is worked out from a margin.
    spent = plan_costs(amounts, content, plan.yearly_margin if margin else None) if content else None
    return {
        "as_of": figures.made_at if figures is not None else None,
        "tiles": _tiles(content, spent, margin=margin) if content and spent else (),
        "stages": _stages(content, wished, plan) if content else (),
        "stage_columns": (
            TableColumn(_("Étape")),
            TableColumn(_("Attendu"), numeric=True),
            TableColumn(_("Obtenu"), numeric=True),
            TableColumn(_("Passage attendu"), numeric=True),
            TableColumn(_("Passage obtenu"), numeric=True),
        ),
        "channel_lines": _channel_lines(channels, costs, content),
        "channel_columns": _channel_columns(),
        "chart": weeks_chart(content) if content else None,
        "cost_lines": [_cost_line(each, plan) for each in costs],
        "cost_columns": (
            TableColumn(_("Le")),
            TableColumn(_("Nature")),
            TableColumn(_("Canal")),
            TableColumn(_("Montant HT"), numeric=True),
            TableColumn(""),
        ),
        "spent": money(sum(amounts, Decimal(0))),
        "linked": linked_work(actor, plan),
    }


def _tiles(content: Mapping[str, Any], spent: PlanCosts, *, margin: bool) -> Sequence[Mapping[str, str]]:
    customer = spent.customer
    payback = cost_words(customer)["payback"]
    found = [
        {
            "label": _("Coût d’un contact"),
            "value": cents(spent.contact),
            "note": _("dépensé ÷ contacts pris"),
        },
        {"label": _("Coût d’un lead"), "value": cents(spent.lead), "note": _("dépensé ÷ besoins exprimés")},
        {
            "label": _("Coût d’un rendez-vous"),
            "value": cents(spent.meeting),
            "note": _("dépensé ÷ rendez-vous"),
        },
        {
            "label": _("Coût d’un client"),
            "value": cents(customer.each if customer else None),
            "note": payback or _("dépensé ÷ clients gagnés"),
        },
        {
            "label": _("Commandé par les clients gagnés"),
            "value": money(Decimal(content["revenue_cents"]) / 100),
            "note": _("%(orders)s commandes") % {"orders": number(content["orders"])},
        },
    ]
    if margin:
        cents_gained = content["margin_cents"]
        gained = None if cents_gained is None else Decimal(cents_gained) / 100
        note = _("marge de %(margin)s, moins le dépensé, ÷ dépensé") % {"margin": money(gained)}
        found.append({"label": _("Retour"), "value": percent(spent.return_on_cost, 0), "note": note})
    return found


def _stages(
    content: Mapping[str, Any], wished: Expected, plan: ProspectingPlan
) -> Sequence[Mapping[str, str]]:
    work = wished.work
    wanted = (work.contacts, None, work.meetings, work.quotes, work.orders) if work else (None,) * 5
    rates = (None, plan.contact_rate, plan.meeting_rate, plan.quote_rate)
    got = content["stages"]
    passed = stage_rates([got[0], got[2], got[3], got[4]])
    names = (_("Entreprises contactées"), _("Leads"), _("Rendez-vous"), _("Devis"), _("Clients gagnés"))
    lines = []
    for place, name in enumerate(names):
        # Leads stand beside the chain of R-P6: they have no rate of their own.
        step = {0: 0, 2: 1, 3: 2, 4: 3}.get(place)
        lines.append(
            {
                "name": name,
                "wanted": number(wanted[place]),
                "got": number(got[place]),
                "rate": percent(rates[step]) if step else "",
                "passed": percent(passed[step - 1]) if step else "",
            }
        )
    return lines


def _channel_columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Canal")),
        TableColumn(_("Budget"), numeric=True),
        TableColumn(_("Dépensé"), numeric=True),
        TableColumn(_("Contactées"), numeric=True),
        TableColumn(_("Rendez-vous"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Attendus"), numeric=True),
        TableColumn(_("Coût d’un client"), numeric=True),
    )


def _channel_lines(
    channels: Sequence[PlanChannel], costs: Sequence[PlanCost], content: Mapping[str, Any] | None
) -> Sequence[Mapping[str, object]]:
    words, counts = dict(choice_options(OriginChannel)), content["channels"] if content else {}
    planned = {each.channel: each for each in channels}
    others = {each.channel for each in costs} | set(counts)
    lines = []
    for key in (*planned, *sorted(others - planned.keys())):
        row, got = planned.get(key), counts.get(key, {})
        spent = sum((each.amount for each in costs if each.channel == key), Decimal(0))
        won = got.get("customers", 0)
        lines.append(
            {
                "name": words.get(key, _("Sans canal du plan")),
                "mode": MODES[row.mode] if row else "",
                "budget": money(row.budget) if row else "—",
                "spent": money(spent),
                "over": bool(row and row.budget and spent > row.budget),
                "contacted": number(got.get("contacted", 0)) if content else "—",
                "meetings": number(got.get("meetings", 0)) if content else "—",
                "customers": number(won) if content else "—",
                "wanted": number(row.target_orders) if row else "—",
                "each": cents(spent / won) if won and spent else "—",
            }
        )
    return lines


def _cost_line(cost: PlanCost, plan: ProspectingPlan) -> Mapping[str, object]:
    words = dict(choice_options(OriginChannel))
    return {
        "day": format_date(cost.day, language()),
        "kind": COST_KINDS[cost.kind],
        "words": cost.words,
        "channel": words.get(cost.channel, _("Tous")),
        "amount": cents(cost.amount),
        "removal_url": reverse("plans:cost_removal", args=[plan.public_id, cost.public_id]),
    }
