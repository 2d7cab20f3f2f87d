"""The dialog in which a status is declared against what the facts say, and its taking back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import add_months
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.status_override import override_status, take_back_override
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.life_page import life_of, override_of
from negoce.ui.toasts import flash
from negoce.web.companies.page import load_record
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import go

_TEMPLATE = "life/_override"
_PANELS = ("life", "life-head", "thread", "journal")
_USUAL_MONTHS = 3


class OverrideForm(forms.Form):
    """What is asked to declare a status. The action checks it; this form only shows it."""

    status = forms.ChoiceField(
        label=_("Statut"), choices=[(each.value, label) for each, label in STATUS_LABELS.items()]
    )
    reason = forms.CharField(
        label=_("Pourquoi"), help_text=_("Les autres le liront sur la fiche."), max_length=500
    )
    ends_on = forms.CharField(label=_("Jusqu’au"), widget=day_input())


@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, public_id: str) -> HttpResponse:
    """Declare a status of the company."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    context = {
        "title": _now("Déclarer un statut"),
        "url": reverse("life:override", args=[public_id]),
        "guarded": False,
    }
    if request.method == "GET":
        life = life_of(record.company)
        until = add_months(timezone.localdate(), _USUAL_MONTHS)
        first = {
            "status": request.GET.get("status", "") or (life.status if life else "suspect"),
            "reason": request.GET.get("reason", "")[:500],
            "ends_on": f"{until:%d/%m/%Y}",
        }
        return show_form(request, _TEMPLATE, OverrideForm(initial=first), context)
    try:
        override_status(
            record.actor,
            record.company,
            status=request.POST.get("status", ""),
            reason=request.POST.get("reason", ""),
            ends_on=request.POST.get("ends_on", ""),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, OverrideForm(request.POST), refused, context)
    return done(_now("Statut déclaré."), _PANELS)


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """End what is declared: the facts speak again."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    running = override_of(record.company, timezone.localdate())
    if running is None:
        flash(request, _now("Aucun statut déclaré n’est en cours."))
        return go(request, record.url)
    take_back_override(record.actor, running)
    return done(_now("Le statut suit à nouveau les faits."), _PANELS)
