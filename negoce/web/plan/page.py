"""« Plan d’actions commerciales »: what is to be done in a year, by part and month, against what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.portfolio.documents.plan_book import BookLine, PlanBook, plan_book
from negoce.portfolio.enums import PlanPart
from negoce.portfolio.plan_words import PARTS, PURPOSES, means_of, month_name, months_of, target_of
from negoce.portfolio.queries.whole_house import steers_house
from negoce.portfolio.rules.action_plan import MONTHS, PlanSums
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, money, number, percent
from negoce.web.http import actor_of, whole_number
from negoce.web.orders.figures import language

_YEARS_BACK, _YEARS_AHEAD = 2, 1
_HUES = {PlanPart.CONQUEST: "life-hot", PlanPart.DEVELOPMENT: "accent", PlanPart.LOYALTY: "life-cold"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The plan of a year."""
    actor, today = actor_of(request), timezone.localdate()
    year = shown_year(request.GET.get("year", ""), today.year)
    may_set = steers_house(actor)
    book = plan_book(actor, year, today)
    context = {
        "year": year,
        "years": [
            Tab(str(each), f"?year={each}", active=each == year)
            for each in range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
        ],
        "margins": book.margins,
        "columns": _columns(book.margins),
        "actions": book.whole.actions,
        "parts": [
            {
                "name": PARTS[part],
                "purpose": PURPOSES[part],
                "lines": [_line(each, may_set=may_set) for each in book.lines[part]],
                "sums": sums_shown(book.sums[part]),
                "new_url": f"{reverse('portfolio:plan_new', args=[year])}?part={part.value}",
            }
            for part in PlanPart
        ],
        "whole": sums_shown(book.whole),
        "chart": _chart(book) if book.whole.actions else None,
        "may_set": may_set,
        "new_url": reverse("portfolio:plan_new", args=[year]),
        "copy_url": reverse("portfolio:plan_copy", args=[year]),
        "file_urls": [
            (label, f"{reverse('portfolio:plan_file', args=[year])}?format={form}")
            for label, form in (("PDF", "pdf"), ("Excel", "xlsx"), ("CSV", "csv"))
            if form == "pdf" or actor.may(Permission.EXPORT)
        ]
        if book.whole.actions
        else [],
    }
    return render(request, "web/plan/page.html", context)


def shown_year(text: str, this_year: int) -> int:
    """The year of an address, among those that the page shows."""
    year = whole_number(text) or this_year
    return min(max(year, this_year - _YEARS_BACK), this_year + _YEARS_AHEAD)


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


def _line(line: BookLine, *, may_set: bool) -> Mapping[str, object]:
    row = line.action
    over = row.actual_cost is not None and row.budget is not None and row.actual_cost > row.budget
    return {
        "name": row.name,
        "url": reverse("portfolio:plan_action", args=[row.public_id]) if may_set else "",
        "target": target_of(row),
        "means": means_of(row),
        "months": months_of(row, language()),
        "budget": money(row.budget),
        "spent": money(row.actual_cost),
        "over": over,
        "expected_customers": _count(row.expected_customers),
        "actual_customers": _count(row.actual_customers),
        "counted": number(line.counted) if line.counted is not None and row.actual_customers is None else "",
        "expected_margin": money(row.expected_margin),
        "actual_margin": money(row.actual_margin),
        "note": row.note,
    }


def _chart(book: PlanBook) -> Chart:
    return Chart(
        ChartKind.STACKED,
        _("Budget par mois, %(year)s") % {"year": book.year},
        categories=tuple(month_name(month, language()) for month in range(1, MONTHS + 1)),
        series=tuple(Series(str(PARTS[part]), book.months[part], hue=_HUES[part]) for part in PlanPart),
        unit=Unit.MONEY,
        height="small",
    )


def _count(value: Decimal | int | None) -> str:
    return NOTHING if value is None else number(value)
