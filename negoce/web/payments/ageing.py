"""What is owed by age, by customer and by salesperson, and what should come week by week."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.billing.payment_words import AGES
from negoce.billing.queries.payments.ageing import (
    AgedLine,
    aged_by_company,
    aged_by_owner,
    aged_whole,
    cash_by_week,
)
from negoce.billing.queries.payments.difference import written_off_in_year
from negoce.billing.rules.ageing import Age
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money, format_money_round
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of
from negoce.web.payments.figures import day


@require_GET
def ageing(request: HttpRequest) -> HttpResponse:
    """The page: who owes what since when."""
    actor, today = actor_of(request), timezone.localdate()
    by_owner = request.GET.get("by") == "owner"
    whole = aged_whole(actor, today)
    lines = aged_by_owner(actor, today) if by_owner else aged_by_company(actor, today)
    weeks = cash_by_week(actor, today)
    most = max(weeks.values(), default=Decimal(0))
    context = {
        "as_of": day(today),
        "by_owner": by_owner,
        "columns": [
            TableColumn(_("Suivi par") if by_owner else _("Client")),
            *(TableColumn(str(AGES[age]), numeric=True) for age in Age),
            TableColumn(_("Total"), numeric=True),
        ],
        "lines": [_line(line, by_owner=by_owner) for line in lines],
        "whole": _line(whole, by_owner=by_owner),
        "ages": [(str(AGES[age]), _round(whole.ages[age]), _tone(age)) for age in Age],
        "weeks": [
            {
                "label": _("Semaine du %(day)s") % {"day": day(monday)},
                "amount": _round(amount),
                "value": max(int(amount), 0),
                "most": max(int(most), 1),
            }
            for monday, amount in weeks.items()
        ],
        "late_url": _late_url(),
        **_written_off(actor, today),
    }
    return render(request, "web/payments/ageing.html", context)


def _line(line: AgedLine, *, by_owner: bool) -> dict[str, object]:
    url = reverse("companies:record", args=[line.public_id]) if line.public_id else ""
    return {
        "name": line.name or (_("Personne") if by_owner else ""),
        "url": f"{url}?tab=documents" if url else "",
        "ages": [_round(line.ages[age]) if line.ages[age] else "" for age in Age],
        "total": _round(line.total),
    }


def _round(amount: Decimal) -> str:
    return format_money_round(amount, reader_language())


def _tone(age: Age) -> str:
    return {Age.NOT_DUE: "", Age.TO_30: "warn"}.get(age, "bad")


def _written_off(actor: Actor, today: date) -> dict[str, object]:
    """What is in no column any more, for it was written off this last year."""
    found = written_off_in_year(actor, today)
    return {
        "written_off": format_money(found.total, reader_language()) if found.invoices else "",
        "written_off_count": found.invoices,
        "written_off_url": f"{reverse('lists:receivables')}?view=differences",
    }


def _late_url() -> str:
    query = urlencode({"filter": "is_open is yes and due_on older 1", "sort": "due_on"})
    return f"{reverse('lists:receivables')}?{query}"
