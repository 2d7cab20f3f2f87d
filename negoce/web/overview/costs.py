"""What winning a customer and calling one again cost: settings of the house."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of, parse_decimal, parse_percent
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.actions.steering_save import save_steering
from negoce.portfolio.queries.steering import current_steering
from negoce.portfolio.rules.steering import Steering
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go
from negoce.web.overview.asked import asked_of

_NUMBER = {"autocomplete": "off", "inputmode": "decimal"}


class CostsForm(forms.Form):
    """Three figures."""

    acquisition_cost = forms.CharField(
        label=gettext_lazy("Coût d’acquisition d’un client (€)"),
        required=False,
        help_text=gettext_lazy(
            "Tout ce que coûte en moyenne un client gagné : temps, déplacements, publicité."
        ),
        widget=forms.TextInput(attrs={**_NUMBER, "autofocus": True}),
    )
    contact_cost = forms.CharField(
        label=gettext_lazy("Coût d’une relance (€)"), required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    recall_percent = forms.CharField(
        label=gettext_lazy("Chance qu’un ancien client revienne (%)"),
        required=False,
        help_text=gettext_lazy("Sert quand aucun modèle ne dit sa probabilité d’être encore client."),
        widget=forms.TextInput(attrs=_NUMBER),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The three figures of the house, in a dialog."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    context = {"title": _("Coûts du portefeuille"), "url": reverse("portfolio:costs")}
    now = current_steering()
    if request.method == "GET":
        initial = {name: _shown(getattr(now, name), actor.language) for name in CostsForm.base_fields}
        return show_form(request, "overview/_costs", CostsForm(initial=initial), context)
    try:
        given = {name: _read(request, name, actor.language) for name in CostsForm.base_fields}
        save_steering(actor, steering=Steering(**given))
    except Refused as refused:
        return show_refusal(request, "overview/_costs", CostsForm(request.POST), refused, context)
    flash(request, _("Coûts enregistrés ; les appels à faire en tiendront compte au prochain calcul."))
    return go(request, asked_of(request, actor).url())


def _shown(value: Decimal, language: str) -> str:
    whole = value == value.to_integral_value()
    return format_decimal(value, language, 0 if whole else 2) if value else ""


def _read(request: HttpRequest, name: str, language: str) -> Decimal:
    read = parse_percent if name == "recall_percent" else parse_decimal
    parsed = read(request.POST.get(name, ""), mark_of(language))
    if parsed.refused:
        raise refuse_field(name, _("Donnez un nombre, comme « 450 » ou « 12,5 »."))
    return Decimal(0) if parsed.value is None else parsed.value
