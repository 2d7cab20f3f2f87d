"""One cell of the budgets, typed in place."""

from __future__ import annotations

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.portfolio.actions.status_budget_save import FIRST_YEAR, LAST_YEAR, MOST, set_status_budget
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.budgets import Planned, planned, status_year
from negoce.portfolio.queries.service_costs import current_service_costs, visit_cost_on
from negoce.portfolio.queries.whole_house import require_house
from negoce.web.budgets.page import figures, shown_cell, total_figures
from negoce.web.http import actor_of

_LABELS = {
    "target_heads": gettext_lazy("Clients visés"),
    "budget": gettext_lazy("Budget d’actions"),
    "visits_a_year": gettext_lazy("Visites par an à chacun"),
}


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, year: int, status: str, field: str) -> HttpResponse:
    """What is set for a status in a year."""
    actor = actor_of(request)
    require_house(actor)
    if field not in MOST or status not in set(LifeStatus) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("Cette case n’existe pas."))
    known = LifeStatus(status)
    stored = planned(year).get(known, Planned())
    now = getattr(stored, field)
    if request.method == "GET":
        return _field(request, known, year, field, _typed(actor, now), now)
    if request.POST.get("keep") == "theirs":
        return HttpResponse(shown_cell(stored, field))
    typed = request.POST.get("value", "")[:60]
    try:
        before = _seen(request.POST.get("seen", ""))
        value = _read(actor, typed)
        set_status_budget(
            actor, year=year, status=known, field=field, value=value, seen=before, ask_seen=True
        )
    except Conflict as conflict:
        return _field(request, known, year, field, typed, now, error=conflict.message, code=409)
    except Refused as refused:
        error = next(iter(refused.fields.values()), [refused.message])[0]
        return _field(request, known, year, field, typed, now, error=error, code=422)
    return HttpResponse(shown_cell(planned(year)[known], field) + _rates_again(request, actor, year, known))


def _rates_again(request: HttpRequest, actor: Actor, year: int, status: LifeStatus) -> str:
    """What follows from the cell elsewhere in the table, drawn out of band."""
    today = timezone.localdate()
    found = status_year(actor, year, current_service_costs(), visit_cost_on(today))
    line = next(each for each in found.lines if each.status is status)
    context = {
        "again": True,
        "rows": [(status.value, figures(line)), ("all", total_figures(found.lines))],
        "margins": actor.may_read(FieldGroup.MARGIN),
    }
    return render_to_string("web/budgets/_rates_again.html", context, request)


def _read(actor: Actor, typed: str) -> Decimal | None:
    parsed = parse_decimal(typed, mark_of(actor.language))
    if parsed.refused:
        raise refuse_field("value", _("« %(text)s » n’est pas un nombre.") % {"text": typed[:40]})
    return None if parsed.value is None else parsed.value.quantize(Decimal("0.01"))


def _seen(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except ArithmeticError:
        return None
    # A NaN would refuse to be compared.
    return value if value is not None and value.is_finite() else None


def _typed(actor: Actor, value: Decimal | int | None) -> str:
    plain = as_seen(value).removesuffix(".00")
    return plain.replace(".", ",") if actor.language == "fr" else plain


def _field(
    request: HttpRequest,
    status: LifeStatus,
    year: int,
    field: str,
    value: str,
    stored: Decimal | int | None,
    *,
    error: str = "",
    code: int = 200,
) -> HttpResponse:
    context = {
        "label": f"{_LABELS[field]}, {STATUS_LABELS[status]}",
        "here": reverse("portfolio:budget_cell", args=[year, status.value, field]),
        "value": value,
        "seen": as_seen(stored),
        "error": error,
        "conflict": code == 409,
        "options": [],
        "numeric": True,
    }
    return render(request, "web/lists/_cell_field.html", context, status=code)
