"""Quick create: for whom, what, how much, when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.enums import DealStep
from negoce.negotiation.words.deal import options_of
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.activities.form import people_choices, public_id_of, user_of
from negoce.web.activities.who import who_of_page
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input
from negoce.web.deals.fields import cycle_options
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

_TEMPLATE = "deals/_new"


class DealForm(forms.Form):
    """What is asked of a new deal. Values are checked by the action; this form only shows them."""

    name = forms.CharField(label=_("Affaire"), strip=False)
    company_name = forms.CharField(label=_("Entreprise"))
    amount = forms.CharField(label=_("Montant HT"), required=False)
    close_on = forms.CharField(label=_("Conclusion prévue"), required=False, widget=day_input())
    step = forms.ChoiceField(label=_("Étape"))
    owner = forms.ChoiceField(label=_("Suivie par"), required=False)
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "step", options_of(DealStep))
        offer(self, "owner", [("", _now("Personne")), *people_choices()])
        offer(self, "cycle", cycle_options())
        search_company(self.fields["company_name"], reverse("contacts:companies"))
        self.fields["name"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "POST":
        return _create(request, actor)
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    home = home or who_of_page(actor, request).company
    step = request.GET.get("step", "")
    initial = {
        "name": request.GET.get("name", "")[:160],
        "company_name": home.name if home else "",
        "owner": public_id_of(actor),
        "step": step if step in {member.value for member in DealStep} else DealStep.PREPARATION.value,
    }
    return show_form(request, _TEMPLATE, DealForm(initial=initial), _context(actor, {}, home))


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    posted, home = request.POST, None
    try:
        home = required_company(actor, posted)
        owner = posted.get("owner", "")
        deal = create_deal(
            actor,
            company=home,
            values={
                **{name: posted.get(name, "") for name in ("name", "amount", "close_on", "cycle")},
                "owner": user_of(owner) if owner else None,
            },
            step=posted.get("step", ""),
        )
    except Refused as refused:
        context = _context(actor, posted, home)
        return show_refusal(
            request, _TEMPLATE, DealForm(posted), refused, context, {"company": "company_name"}
        )
    flash(request, _now("L’affaire « %(name)s » est créée.") % {"name": deal.name})
    return go(request, reverse("deals:deal", args=[deal.public_id]))


def _context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    return {
        "title": _now("Nouvelle affaire"),
        "url": reverse("deals:create"),
        **choices_context(actor, "" if home else name, chosen=home),
    }
