"""The dialog in which somebody says what they think of the chance to win."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.win_estimates.say import say_win_estimate
from negoce.portfolio.queries.win_chances import estimate_of
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, go

_TEMPLATE = "win_chance/_say"


class EstimateForm(forms.Form):
    """What is asked. The action checks it; this form only shows it."""

    percent = forms.CharField(
        label=_("Votre estimation, en %"),
        help_text=_(
            "De 0 à 100, d’après ce que vous savez. Elle est datée : vous pourrez voir si vous visez juste."
        ),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what one thinks."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    held = estimate_of(deal)
    seen = str(held.percent) if held is not None else ""
    context = {"title": _now("Chance de gagner"), "url": request.path, "seen": seen}
    if request.method == "GET":
        return show_form(request, _TEMPLATE, EstimateForm(initial={"percent": seen}), context)
    context["seen"] = request.POST.get("seen", "")[:3]
    try:
        say_win_estimate(actor, deal, percent=request.POST.get("percent", "")[:12], seen=context["seen"])
    except Refused as refused:
        return show_refusal(
            request, _TEMPLATE, EstimateForm(request.POST), refused, {**context, "seen": seen}
        )
    if not request.headers.get("HX-Request"):
        return go(request, reverse("deals:deal", args=[deal.public_id]))
    return done(_now("Estimation enregistrée."), ["win-chance"])
