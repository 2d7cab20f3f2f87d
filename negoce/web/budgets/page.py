"""« Budgets par statut »: heads, sales, what is aimed at, spent and gained, a row a status (R-M4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import FieldGroup, Permission
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.budgets import Planned, StatusLine, status_year
from negoce.portfolio.queries.service_costs import current_service_costs, visit_cost_on
from negoce.portfolio.queries.whole_house import require_house, steers_house
from negoce.portfolio.rules.service_costs import Service
from negoce.portfolio.rules.status_budget import BudgetResult, attainment, status_budget
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import NOTHING, money, number, percent
from negoce.web.budgets.words import page_tabs, status_chip, status_url
from negoce.web.http import actor_of, go, whole_number
from negoce.web.orders.figures import language

_YEARS_BACK, _YEARS_AHEAD = 2, 1
ZERO = Decimal(0)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The statuses of a year."""
    actor, today = actor_of(request), timezone.localdate()
    year = whole_number(request.GET.get("year", "")) or today.year
    year = min(max(year, today.year - _YEARS_BACK), today.year + _YEARS_AHEAD)
    visit_cost = visit_cost_on(today)
    found = status_year(actor, year, current_service_costs(), visit_cost)
    margins, may_set = actor.may_read(FieldGroup.MARGIN), steers_house(actor)
    context = {
        "tabs": page_tabs(actor, "budgets"),
        "again": False,
        "years": [
            Tab(str(each), f"?year={each}", active=each == year)
            for each in range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
        ],
        "year": year,
        "margins": margins,
        "columns": _columns(margins),
        "lines": [_line(year, each, may_set=may_set) for each in found.lines],
        "total": total_figures(found.lines),
        "as_of": format_date(found.as_of, language()) if found.as_of else "",
        "closed": found.as_of is not None and found.as_of.year > year,
        "may_set": may_set,
        "may_set_costs": actor.may(Permission.MANAGE_SETTINGS),
        "no_visit_cost": margins and visit_cost is None,
        "partial": not found.is_whole,
        "unknown": sum(each.unknown_gains for each in found.lines),
    }
    return render(request, "web/budgets/page.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Ask for the figures to be worked out now rather than tonight."""
    actor = actor_of(request)
    require_house(actor)
    enqueue(
        "portfolio.profits", {}, actor_id=actor.user_id, unique_key="portfolio.profits", queue=JobQueue.LONG
    )
    flash(request, _("Le calcul est lancé : rechargez la page dans un instant."))
    return go(request, reverse("portfolio:budgets"))


def _columns(margins: bool) -> Sequence[TableColumn]:
    heads = [_("Entreprises"), _("Visées"), _("Atteint"), _("CA HT"), _("Visites par an"), _("Budget")]
    if margins:
        heads += [_("Dépensé"), _("Budget par tête"), _("Marge gagnée"), _("Retour sur budget")]
    return [TableColumn(_("Statut")), *(TableColumn(each, numeric=True) for each in heads)]


def _line(year: int, line: StatusLine, *, may_set: bool) -> Mapping[str, object]:
    def edit(field: str) -> str:
        return reverse("portfolio:budget_cell", args=[year, line.status.value, field]) if may_set else ""

    return {
        **figures(line),
        "key": line.status.value,
        "label": STATUS_LABELS[line.status],
        "chip": status_chip(line.status.value),
        "url": status_url(line.status),
        "edit": {name: edit(name) for name in ("target_heads", "budget", "visits_a_year")},
    }


def figures(line: StatusLine) -> Mapping[str, object]:
    """What the table writes of a line."""
    result = worked_out(line)
    return {
        "heads": number(line.heads),
        "target_heads": shown_cell(line.planned, "target_heads"),
        "reached": percent(result.attainment, 0),
        "net": money(line.net) if line.net else NOTHING,
        "visits_a_year": shown_cell(line.planned, "visits_a_year"),
        "budget": shown_cell(line.planned, "budget"),
        "spent": money(line.spent) if line.spent else NOTHING,
        "service": _service_words(line.service),
        "per_head": money(result.cost_per_head),
        "gained": money(line.gained) if line.gained else NOTHING,
        "return": percent(result.return_percent, 0),
        "tone": _tone(result),
    }


def worked_out(line: StatusLine) -> BudgetResult:
    """R-M4 on a line; what is set is the whole house's: who sees a part of it has no rates."""
    if not line.is_whole:
        return BudgetResult(None, None, None)
    budget, target = line.planned.budget, line.planned.target_heads
    # Nobody had the status: what its budget brought is not nothing, it is not known.
    gained = line.gained if line.started else None
    if budget is None:
        reached = attainment(Decimal(line.heads), None if target is None else Decimal(target))
        return BudgetResult(None, None, reached)
    return status_budget(heads=line.heads, budget=budget, target_heads=target, margin_gained=gained).value


def shown_cell(planned: Planned, field: str) -> str:
    """What was set, as the table writes it."""
    value = getattr(planned, field)
    if value is None:
        return NOTHING
    if field == "budget":
        return money(value)
    whole = value == int(value)
    return number(value, 0 if whole else 1)


def _service_words(service: Service) -> str:
    return _("%(visits)s visites, %(calls)s appels, %(messages)s messages") % {
        "visits": number(service.visits),
        "calls": number(service.exchanges),
        "messages": number(service.messages),
    }


def _tone(result: BudgetResult) -> str:
    if result.return_percent is None:
        return ""
    return "good" if result.return_percent >= 0 else "bad"


def total_figures(lines: Sequence[StatusLine]) -> Mapping[str, object]:
    """What the table writes under all statuses; a rate is of the statuses that have what it takes."""
    aimed = total_of([each for each in lines if each.planned.target_heads is not None])
    budgeted = total_of([each for each in lines if each.planned.budget is not None])
    whole = figures(total_of(lines))
    paid = figures(budgeted)
    return {
        **whole,
        "reached": figures(aimed)["reached"],
        "per_head": paid["per_head"],
        "return": paid["return"],
        "tone": paid["tone"],
    }


def total_of(lines: Sequence[StatusLine]) -> StatusLine:
    """Some statuses together."""
    service = Service(
        sum(each.service.visits for each in lines),
        sum(each.service.exchanges for each in lines),
        sum(each.service.messages for each in lines),
    )
    return StatusLine(
        LifeStatus.SUSPECT,
        _planned_total(lines),
        heads=sum(each.heads for each in lines),
        net=sum((each.net for each in lines), ZERO),
        started=sum(each.started for each in lines),
        gained=sum((each.gained for each in lines), ZERO),
        service=service,
        spent=sum((each.spent for each in lines), ZERO),
        is_whole=all(each.is_whole for each in lines),
    )


def _planned_total(lines: Sequence[StatusLine]) -> Planned:
    heads = [each.planned.target_heads for each in lines if each.planned.target_heads is not None]
    budgets = [each.planned.budget for each in lines if each.planned.budget is not None]
    return Planned(sum(heads) if heads else None, sum(budgets, ZERO) if budgets else None)
