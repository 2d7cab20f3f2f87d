"""How many salespeople the visits take (R-M3), and at which order a new customer becomes profitable (S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import FieldGroup, Permission
from negoce.kit.explain import Explanation
from negoce.kit.worked import CannotWork, Worked
from negoce.portfolio.models import OrderRankMargin
from negoce.portfolio.queries.budgets import StatusLine, order_margins, sellers, status_year
from negoce.portfolio.queries.service_costs import current_service_costs, visit_cost_on
from negoce.portfolio.rules.break_even import break_even
from negoce.portfolio.rules.sales_force import VisitGroup, sales_force
from negoce.portfolio.rules.service_costs import ServiceCosts
from negoce.portfolio.steering.words import MESSAGES
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, number
from negoce.ui.words.say import say
from negoce.web.budgets.page import shown_cell
from negoce.web.budgets.words import page_tabs, status_chip, status_url
from negoce.web.http import actor_of


@require_GET
def workload(request: HttpRequest) -> HttpResponse:
    """The visits of the year against the people there are, and the order by which a new customer has paid."""
    actor, today = actor_of(request), timezone.localdate()
    costs = current_service_costs()
    found = status_year(actor, today.year, costs, visit_cost_on(today))
    visited = [each for each in found.lines if each.planned.visits_a_year]
    context = {
        "tabs": page_tabs(actor, "workload"),
        "force": _force(visited, costs, sellers()) if visited else None,
        "columns": (
            TableColumn(_("Statut")),
            TableColumn(_("Entreprises"), numeric=True),
            TableColumn(_("Visites par an à chacune"), numeric=True),
            TableColumn(_("Visites par an"), numeric=True),
        ),
        "groups": [
            {
                "chip": status_chip(each.status.value),
                "url": status_url(each.status),
                "heads": number(each.heads),
                "visits": shown_cell(each.planned, "visits_a_year"),
                "all": number(each.heads * (each.planned.visits_a_year or 0)),
            }
            for each in visited
        ],
        "partial": not found.is_whole,
        "may_set_costs": actor.may(Permission.MANAGE_SETTINGS),
        # Margins of all customers together, as forecasts of the house: for who sees the house.
        "threshold": _threshold(order_margins(), costs)
        if found.is_whole and actor.may_read(FieldGroup.MARGIN)
        else None,
    }
    return render(request, "web/budgets/workload.html", context)


def _force(lines: Sequence[StatusLine], costs: ServiceCosts, people: int) -> Mapping[str, object]:
    groups = [VisitGroup(each.heads, each.planned.visits_a_year or Decimal(0)) for each in lines]
    worked = sales_force(groups, days=costs.visit_days, visits_a_day=costs.visits_a_day, people=people)
    return {
        "people": worked.value.people,
        "there": number(people),
        "steps": said(worked),
        "tone": "warn" if worked.findings else "good",
    }


def _threshold(ranks: Sequence[OrderRankMargin], costs: ServiceCosts) -> Mapping[str, object]:
    """What to show of the order by which a new customer has paid; `missing` says what is not known."""
    if not costs.acquisition_cost:
        return {
            "missing": _(
                "Le coût d’acquisition d’un client n’est pas réglé : donnez-le dans les coûts du suivi."
            )
        }
    by_rank = {each.rank: each.margin for each in ranks}
    margins = [by_rank.get(rank) for rank in range(1, max(by_rank, default=0) + 1)]
    try:
        worked = break_even(acquisition_cost=costs.acquisition_cost, margins=margins)
    except CannotWork as refusal:
        return {"missing": say(refusal.finding, MESSAGES)}
    return {
        "missing": "",
        "order": worked.value.order,
        "cost": cents(costs.acquisition_cost),
        "steps": said(worked),
        "chart": _chart(ranks, worked.value.cumulated, costs.acquisition_cost),
    }


def _chart(ranks: Sequence[OrderRankMargin], cumulated: Sequence[Decimal], cost: Decimal) -> Chart:
    names = tuple(_("n° %(rank)s") % {"rank": each.rank} for each in ranks[: len(cumulated)])
    return Chart(
        ChartKind.LINES,
        _("Marge cumulée d’un nouveau client, commande après commande"),
        categories=names,
        series=(
            Series(_("Marge cumulée"), tuple(cumulated)),
            Series(_("Coût d’acquisition"), (cost,) * len(names), hue="warn", dashed=True),
        ),
        unit=Unit.MONEY,
        height="small",
    )


def said(worked: Worked[object]) -> Sequence[str]:
    """The steps of a result, then what there is to warn of, in words."""
    steps = [say(Explanation(step.code, step.figures), MESSAGES) for step in worked.steps]
    return [*steps, *(say(finding, MESSAGES) for finding in worked.findings)]
