"""« Quels canaux ? »: the weighings made, what customers cost us by channel, and a weighing begun."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.channel_history import channel_history
from negoce.prospecting.actions.channel_choice_save import make_choice
from negoce.prospecting.queries.plans import may_change, visible_choices, visible_plans
from negoce.prospecting.rules.channel_cost import LEAST_CUSTOMERS
from negoce.ui.words.figures import cents
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.plans.known import customers_words, plans_words


class ChoiceForm(forms.Form):
    """For whom and what channels are weighed."""

    name = forms.CharField(label=_("Nom"), widget=forms.TextInput(attrs={"autofocus": True}))
    target = forms.CharField(label=_("Cible"), required=False)
    launch = forms.CharField(label=_("Offre ou produit lancé"), required=False)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The weighings made, and what customers cost us by channel."""
    actor = actor_of(request)
    words = dict(choice_options(OriginChannel))
    history = sorted(channel_history(actor).items(), key=lambda row: row[1].each or Decimal(0))
    context = {
        "choices": [
            {
                "name": each.name,
                "url": reverse("plans:choice", args=[each.public_id]),
                "target": each.target,
                "launch": each.launch,
                "plan": each.plan.name if each.plan else "",
            }
            for each in visible_choices(actor).select_related("plan").order_by("-pk")[:200]
        ],
        "history": [
            {
                "name": words[key],
                "each": cents(found.each),
                "note": _now("%(cost)s ÷ %(customers)s · %(plans)s")
                % {
                    "cost": cents(found.spent),
                    "customers": customers_words(found.customers),
                    "plans": plans_words(len(found.plans)),
                },
            }
            for key, found in history
        ],
        "least": LEAST_CUSTOMERS,
        "may_change": may_change(actor),
        "new_url": reverse("plans:choice_new"),
    }
    return render(request, "web/plans/choices.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin to weigh channels for a target, alone."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    context = {"title": _now("Peser les canaux"), "url": reverse("plans:choice_new")}
    if request.method == "GET":
        return show_form(request, "plans/_choice", ChoiceForm(), context)
    try:
        row = make_choice(
            actor,
            name=request.POST.get("name", ""),
            target=request.POST.get("target", ""),
            launch=request.POST.get("launch", ""),
            known=channel_history(actor),
        )
    except Refused as refused:
        return show_refusal(request, "plans/_choice", ChoiceForm(request.POST), refused, context)
    return go(request, reverse("plans:choice", args=[row.public_id]))


@require_POST
def of_plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The weighing of a plan; made when there is none yet."""
    actor = actor_of(request)
    plan = load_or_404(visible_plans(actor), public_id)
    row = make_choice(
        actor, name=plan.name, target="", launch=plan.launch, plan=plan, known=channel_history(actor)
    )
    return go(request, reverse("plans:choice", args=[row.public_id]))
