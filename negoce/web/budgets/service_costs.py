"""The dialog of what serving customers costs."""

from __future__ import annotations

from dataclasses import asdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.status_budget_save import save_service_costs
from negoce.portfolio.queries.service_costs import current_service_costs
from negoce.portfolio.rules.service_costs import ServiceCosts
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go
from negoce.web.typed_decimals import read_decimals, typed_decimal

_TEMPLATE = "targets/_target"


def _number(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal", **more})


class CostsForm(forms.Form):
    """The settings. The action checks them; this form only shows them."""

    acquisition_cost = forms.CharField(
        label=_("Coût d’acquisition d’un client (€)"), widget=_number(), help_text=_("0 : pas encore réglé.")
    )
    contact_cost = forms.CharField(label=_("Coût d’un appel ou d’une visio (€)"), widget=_number())
    message_cost = forms.CharField(label=_("Coût d’un courrier ou e-mail (€)"), widget=_number())
    visit_days = forms.CharField(label=_("Jours de visite par an et par commercial"), widget=_number())
    visits_a_day = forms.CharField(label=_("Visites par jour"), widget=_number())
    contact_days = forms.CharField(label=_("Délai de contact sans visite prévue (jours)"), widget=_number())


@require_http_methods(["GET", "POST"])
def service_costs(request: HttpRequest) -> HttpResponse:
    """Change what serving customers costs."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    context = {
        "title": _now("Coûts du suivi"),
        "url": reverse("portfolio:service_costs"),
        "note": _now(
            "Le coût d’une visite se règle dans les taux et plafonds, avec sa date. "
            "Les chiffres suivent la nuit prochaine."
        ),
        "submit_label": _now("Enregistrer"),
    }
    if request.method == "GET":
        first = {name: typed_decimal(actor, value) for name, value in asdict(current_service_costs()).items()}
        return show_form(request, _TEMPLATE, CostsForm(initial=first), context)
    try:
        save_service_costs(actor, ServiceCosts(**read_decimals(actor, request, CostsForm.base_fields)))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, CostsForm(request.POST), refused, context)
    flash(request, _now("Coûts enregistrés."))
    return go(request, reverse("portfolio:budgets"))
