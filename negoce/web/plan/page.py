"""« Plan d’actions commerciales »: what is to be done in a year, by part and month, against what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_month
from negoce.portfolio.enums import LifeStatus, PlanPart
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.queries.plan import (
    Arrivals,
    arrivals,
    counted_customers,
    plan_line,
    planned_actions,
)
from negoce.portfolio.queries.whole_house import sees_whole_house, steers_house
from negoce.portfolio.rules.action_plan import PlanSums, budget_by_month, plan_sums, sums_by_part
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, money, number, percent
from negoce.web.http import actor_of, whole_number
from negoce.web.orders.figures import language
from negoce.web.plan.words import PARTS, PURPOSES

_YEARS_BACK, _YEARS_AHEAD = 2, 1
_HUES = {PlanPart.CONQUEST: "life-hot", PlanPart.DEVELOPMENT: "accent", PlanPart.LOYALTY: "life-cold"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The plan of a year."""
    actor, today = actor_of(request), timezone.localdate()
    year = shown_year(request.GET.get("year", ""), today.year)
    margins, may_set = actor.may_read(FieldGroup.MARGIN), steers_house(actor)
    rows = list(planned_actions(year))
    # Of a part of the house, arrivals say nothing of a plan that is for all of it.
    came = arrivals(actor, year) if rows and sees_whole_house(actor) else None
    lines = {row.pk: plan_line(row) for row in rows}
    parts = sums_by_part(list(lines.values()))
    context = {
        "year": year,
        "years": [
            Tab(str(each), f"?year={each}", active=each == year)
            for each in range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
        ],
        "margins": margins,
        "columns": _columns(margins),
        "actions": len(rows),
        "parts": [
            {
                "name": PARTS[part],
                "purpose": PURPOSES[part],
                "lines": [_line(row, came, may_set=may_set) for row in rows if row.part == part],
                "sums": sums_shown(parts[part]),
                "new_url": f"{reverse('portfolio:plan_new', args=[year])}?part={part.value}",
            }
            for part in PlanPart
        ],
        "whole": sums_shown(plan_sums(list(lines.values()))),
        "chart": _chart(year, rows) if rows else None,
        "may_set": may_set,
        "new_url": reverse("portfolio:plan_new", args=[year]),
        "copy_url": reverse("portfolio:plan_copy", args=[year]),
    }
    return render(request, "web/plan/page.html", context)


def shown_year(text: str, this_year: int) -> int:
    """The year of an address, among those that the page shows."""
    year = whole_number(text) or this_year
    return min(max(year, this_year - _YEARS_BACK), this_year + _YEARS_AHEAD)


def months_of(row: PlannedAction) -> str:
    """« mars », or « mars – juin »."""
    first, last = month_name(row.first_month), month_name(row.last_month)
    return first if row.first_month == row.last_month else f"{first} – {last}"


def month_name(month: int) -> str:
    """A month without its year."""
    return format_month(date(2000, month, 1), language()).rsplit(" ", 1)[0]


def sums_shown(sums: PlanSums) -> Mapping[str, object]:
    """Sums as the page writes them."""
    return {
        "budget": money(sums.budget),
        "spent": money(sums.spent),
        "used": percent(sums.budget_used, 0),
        "expected_customers": _count(sums.expected_customers),
        "actual_customers": _count(sums.actual_customers),
        "customers_reached": percent(sums.customers_reached, 0),
        "expected_margin": money(sums.expected_margin),
        "actual_margin": money(sums.actual_margin),
        "margin_reached": percent(sums.margin_reached, 0),
        "return": percent(sums.return_on_cost, 0),
        "customers_known": sums.actual_customers is not None,
    }


def _columns(margins: bool) -> Sequence[TableColumn]:
    found = [TableColumn(_("Action")), TableColumn(_("Pour qui")), TableColumn(_("Période"))]
    found.append(TableColumn(_("Budget"), numeric=True))
    if margins:
        found.append(TableColumn(_("Dépensé"), numeric=True))
    found += [
        TableColumn(_("Clients attendus"), numeric=True),
        TableColumn(_("Clients obtenus"), numeric=True),
    ]
    if margins:
        found += [
            TableColumn(_("Marge attendue"), numeric=True),
            TableColumn(_("Marge obtenue"), numeric=True),
        ]
    return found


def _line(row: PlannedAction, came: Sequence[Arrivals] | None, *, may_set: bool) -> Mapping[str, object]:
    channels = dict(choice_options(OriginChannel))
    status = STATUS_LABELS[LifeStatus(row.status)] if row.status else ""
    counted = None if came is None else counted_customers(row, came)
    over = row.actual_cost is not None and row.budget is not None and row.actual_cost > row.budget
    return {
        "name": row.name,
        "url": reverse("portfolio:plan_action", args=[row.public_id]) if may_set else "",
        "target": ", ".join(str(each) for each in (status, row.segment) if each),
        "means": ", ".join(
            str(each)
            for each in (channels.get(row.channel, ""), row.owner.full_name if row.owner else "")
            if each
        ),
        "months": months_of(row),
        "budget": money(row.budget),
        "spent": money(row.actual_cost),
        "over": over,
        "expected_customers": _count(row.expected_customers),
        "actual_customers": _count(row.actual_customers),
        "counted": number(counted) if counted is not None and row.actual_customers is None else "",
        "expected_margin": money(row.expected_margin),
        "actual_margin": money(row.actual_margin),
        "note": row.note,
    }


def _chart(year: int, rows: Sequence[PlannedAction]) -> Chart:
    return Chart(
        ChartKind.STACKED,
        _("Budget par mois, %(year)s") % {"year": year},
        categories=tuple(month_name(month) for month in range(1, 13)),
        series=tuple(
            Series(
                str(PARTS[part]),
                budget_by_month([plan_line(row) for row in rows if row.part == part]),
                hue=_HUES[part],
            )
            for part in PlanPart
        ),
        unit=Unit.MONEY,
        height="small",
    )


def _count(value: Decimal | int | None) -> str:
    return NOTHING if value is None else number(value)
