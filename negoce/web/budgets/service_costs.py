"""The dialog of what serving customers costs."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.status_budget_save import save_service_costs
from negoce.portfolio.queries.service_costs import current_service_costs
from negoce.portfolio.rules.service_costs import ServiceCosts
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

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
        first = {name: _typed(actor, value) for name, value in asdict(current_service_costs()).items()}
        return show_form(request, _TEMPLATE, CostsForm(initial=first), context)
    try:
        save_service_costs(actor, _read(actor, request))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, CostsForm(request.POST), refused, context)
    flash(request, _now("Coûts enregistrés."))
    return go(request, reverse("portfolio:budgets"))


def _read(actor: Actor, request: HttpRequest) -> ServiceCosts:
    values: dict[str, Decimal] = {}
    faults: dict[str, list[str]] = {}
    for name in CostsForm.base_fields:
        parsed = parse_decimal(request.POST.get(name, "")[:60], mark_of(actor.language))
        if parsed.value is None:
            faults[name] = [_now("Donnez un nombre.")]
        else:
            values[name] = parsed.value
    if faults:
        raise Refused(_now("Une valeur n’est pas un nombre. Rien n’a été enregistré."), fields=faults)
    return ServiceCosts(**values)


def _typed(actor: Actor, value: Decimal) -> str:
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",") if actor.language == "fr" else plain
