"""`/objectives/`: how often the objectives of meetings are attained, by month and by person, and which wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date, format_month
from negoce.kit.money import format_decimal
from negoce.negotiation.enums import ObjectiveOutcome
from negoce.negotiation.models import Objective
from negoce.negotiation.queries.objectives.attained import Attained, PersonAttainment, attained, overdue
from negoce.negotiation.rules.objectives import Attainment
from negoce.negotiation.words.objective import OUTCOMES
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, whole_number

_HUES = {ObjectiveOutcome.ATTAINED: "good", ObjectiveOutcome.PARTLY: "warn", ObjectiveOutcome.MISSED: "bad"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Twelve months of reviewed objectives of the deals that the reader sees."""
    actor, today = actor_of(request), timezone.localdate()
    found = attained(actor, today, whole_number(request.GET.get("person", "")[:18]))
    context = {
        "chosen": found.chosen.full_name if found.chosen is not None else "",
        "all_url": reverse("objectives:page"),
        "chart": _chart(found) if found.whole.reviewed else None,
        "whole": _figures(found.whole),
        "columns": (
            TableColumn(_("Porté par")),
            TableColumn(_("Revus"), numeric=True),
            *(TableColumn(str(OUTCOMES[each]), numeric=True) for each in ObjectiveOutcome),
            TableColumn(_("Taux d’atteinte"), numeric=True),
        ),
        "people": [_person(each) for each in found.people],
        "waiting": [_waiting(actor, row) for row in overdue(actor, today)],
        "here": request.get_full_path(),
    }
    return render(request, "web/objectives/page.html", context)


def _person(each: PersonAttainment) -> Mapping[str, object]:
    known = each.person
    return {
        "name": known.full_name if known is not None else _("Personne partie"),
        "url": f"{reverse('objectives:page')}?person={known.pk}" if known is not None else "",
        **_figures(each.whole),
    }


def _figures(counted: Attainment) -> Mapping[str, object]:
    rate = counted.rate
    return {
        "reviewed": counted.reviewed,
        "outcomes": (counted.attained, counted.partly, counted.missed),
        "rate": f"{format_decimal(rate, reader_language(), 1)}\u00a0%" if rate is not None else "—",
    }


def _waiting(actor: Actor, row: Objective) -> Mapping[str, object]:
    about: Sequence[str] = (
        row.deal.name,
        row.deal.company.name,
        format_date(row.due_on, reader_language()),
        row.owner.full_name if row.owner is not None else "",
    )
    return {
        "words": row.words,
        "about": " · ".join(part for part in about if part),
        "deal_url": reverse("deals:deal", args=[row.deal.public_id]),
        "review_url": reverse("objectives:review", args=[row.deal.public_id, row.public_id])
        if actor.may(Permission.EDIT)
        else "",
    }


def _chart(found: Attained) -> Chart:
    counts = {
        ObjectiveOutcome.ATTAINED: tuple(each.attained for _month, each in found.months),
        ObjectiveOutcome.PARTLY: tuple(each.partly for _month, each in found.months),
        ObjectiveOutcome.MISSED: tuple(each.missed for _month, each in found.months),
    }
    rates = tuple(each.rate for _month, each in found.months)
    return Chart(
        ChartKind.STACKED,
        _("Objectifs revus, mois par mois"),
        categories=tuple(format_month(month, reader_language()) for month, _each in found.months),
        series=(
            *(Series(str(OUTCOMES[each]), values, hue=_HUES[each]) for each, values in counts.items()),
            Series(_("Taux d’atteinte"), rates, hue="ink", line=True, unit=Unit.PERCENT),
        ),
        height="small",
    )
