"""Customers ranked by what they leave, those who cost more than they bring, those whom nobody follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.money import round_money
from negoce.portfolio.enums import Remedy
from negoce.portfolio.queries.profits import (
    PAGE,
    CustomerLine,
    customers_not_followed,
    ranked_customers,
    remedy_counts,
    unprofitable_customers,
)
from negoce.portfolio.steering.budget_words import REMEDIES
from negoce.portfolio.steering.words import MESSAGES
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, money, number, percent
from negoce.ui.words.say import say
from negoce.web.addresses import address_of
from negoce.web.budgets.words import page_tabs, status_chip
from negoce.web.http import actor_of, whole_number
from negoce.web.orders.figures import language

# Beyond, the list of companies with its filters is the tool.
_LAST_START = 10_000


@require_GET
def profits(request: HttpRequest) -> HttpResponse:
    """Customers by what they leave once served (R-M1), with our part of their purchases (R-M2)."""
    actor = actor_of(request)
    worst = request.GET.get("order") == "worst"
    start = _start(request)
    lines, more = ranked_customers(actor, worst_first=worst, start=start)
    order = "worst" if worst else "best"
    context = {
        "tabs": page_tabs(actor, "profits"),
        "orders": [
            Tab(_("Les plus rentables"), "?order=best", active=not worst),
            Tab(_("Les moins rentables"), "?order=worst", active=worst),
        ],
        "columns": (
            TableColumn(_("Client")),
            TableColumn(_("Statut")),
            *(TableColumn(each, numeric=True) for each in _profit_heads()),
        ),
        "lines": [_profit_line(start + place, each) for place, each in enumerate(lines, start=1)],
        "list_url": f"{reverse('lists:companies')}?sort={'' if worst else '-'}profit",
        **_pages(f"order={order}", start, more),
    }
    return render(request, "web/budgets/profits.html", context)


@require_GET
def unprofitable(request: HttpRequest) -> HttpResponse:
    """Who costs more than they bring, each with what is proposed and why."""
    actor = actor_of(request)
    counts = remedy_counts(actor)
    asked = request.GET.get("remedy", "")
    remedy = asked if asked in set(Remedy) else ""
    start = _start(request)
    lines, more = unprofitable_customers(actor, remedy, start=start)
    context = {
        "tabs": page_tabs(actor, "unprofitable"),
        "remedies": [
            Tab(_("Tous"), "?", count=number(sum(counts.values())), active=not remedy),
            *(
                Tab(str(label), f"?remedy={code}", count=number(counts.get(code, 0)), active=code == remedy)
                for code, label in REMEDIES.items()
            ),
        ],
        "lines": [
            {
                **_company(each),
                "remedy": REMEDIES[each.remedy],
                "reason": say(each.reason, MESSAGES),
                "loss": money(each.profit),
            }
            for each in lines
        ],
        **_pages(f"remedy={remedy}", start, more),
    }
    return render(request, "web/budgets/unprofitable.html", context)


@require_GET
def follow_up(request: HttpRequest) -> HttpResponse:
    """Whom nobody spoke with within the cadence of their status."""
    actor, today = actor_of(request), timezone.localdate()
    start = _start(request)
    lines, more = customers_not_followed(actor, start=start)
    context = {
        "tabs": page_tabs(actor, "follow_up"),
        "columns": (
            TableColumn(_("Entreprise")),
            TableColumn(_("Statut")),
            TableColumn(_("Dernier contact")),
            TableColumn(_("Jours"), numeric=True),
            TableColumn(_("CA 12 mois"), numeric=True),
        ),
        "lines": [
            {
                **_company(each),
                "day": format_date(each.last_contact_on, language()) if each.last_contact_on else _("jamais"),
                "days": number((today - each.last_contact_on).days) if each.last_contact_on else NOTHING,
                "net": money(each.net) if each.net else NOTHING,
            }
            for each in lines
        ],
        "list_url": f"{reverse('lists:companies')}?filter=contact_due+is+yes",
        "margins": actor.may_read(FieldGroup.MARGIN),
        **_pages("", start, more),
    }
    return render(request, "web/budgets/follow_up.html", context)


def _profit_heads() -> Sequence[str]:
    return (
        _("CA 12 mois"), _("Marge"), _("Visites"), _("Marge par visite"), _("Coût du suivi"), _("Marge nette"),
        _("Notre part"), _("À gagner"),
    )  # fmt: skip


def _profit_line(rank: int, line: CustomerLine) -> Mapping[str, object]:
    a_visit = None
    if line.visits and line.margin is not None:
        a_visit = round_money(line.margin / line.visits)
    return {
        **_company(line),
        "rank": number(rank),
        "net": money(line.net),
        "margin": money(line.margin),
        "visits": number(line.visits) if line.visits else NOTHING,
        "a_visit": money(a_visit),
        "cost": money(line.cost) if line.cost else NOTHING,
        "profit": money(line.profit),
        "tone": "bad" if line.profit is not None and line.profit < Decimal(0) else "",
        "share": percent(line.share, 0),
        "potential": money(line.potential),
    }


def _company(line: CustomerLine) -> Mapping[str, object]:
    return {
        "name": line.name,
        "url": address_of("companies:record", line.public_id),
        "chip": status_chip(line.status),
    }


def _start(request: HttpRequest) -> int:
    return min(whole_number(request.GET.get("start", "")) or 0, _LAST_START)


def _pages(query: str, start: int, more: bool) -> Mapping[str, object]:
    def page(place: int) -> str:
        return f"?{query}&start={place}" if query else f"?start={place}"

    return {
        "previous_url": page(max(0, start - PAGE)) if start else "",
        "next_url": page(start + PAGE) if more and start < _LAST_START else "",
    }
