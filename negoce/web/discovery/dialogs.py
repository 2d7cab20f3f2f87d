"""The dialog that begins an interview, and its deletion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.discovery.interview import begin_interview, delete_interview
from negoce.negotiation.enums import SaleKind
from negoce.negotiation.models import Deal, DiscoverySet
from negoce.negotiation.queries.discovery.found import people_to_meet
from negoce.negotiation.queries.discovery.sets import SET, own_sets, set_for
from negoce.negotiation.words.discovery import KIND_WORDS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.discovery.interview import load_interview
from negoce.web.discovery.words import interview_url
from negoce.web.http import actor_of, go

_TEMPLATE = "discovery/_begin"


class InterviewForm(forms.Form):
    """What is asked of an interview. The action checks it; this form only shows it."""

    kind = forms.ChoiceField(
        label=_("Questions"),
        help_text=_("D’une sorte de vente, ou un jeu de la maison : proposé selon l’affaire."),
    )
    contact = forms.ChoiceField(label=_("Avec"), required=False)
    held_on = forms.CharField(label=_("Jour"), widget=day_input())

    def __init__(
        self, actor: Actor, deal: Deal, sets: Sequence[DiscoverySet], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        own = [(f"{SET}{each.public_id}", each.name) for each in sets if each.questions]
        offer(self, "kind", [*own, *((each.value, KIND_WORDS[each]) for each in SaleKind)])
        people = people_to_meet(actor, deal)
        nobody = ("", _now("Personne en particulier"))
        offer(self, "contact", [nobody, *((each.public_id, each.full_name) for each in people)])


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin an interview."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    context, sets = {"title": _now("Entretien de découverte"), "url": request.path}, own_sets()
    if request.method == "GET":
        chosen = set_for(deal, sets)
        kind = f"{SET}{chosen.public_id}" if chosen is not None else SaleKind.SUPPLY.value
        first = {"held_on": f"{timezone.localdate():%d/%m/%Y}", "kind": kind}
        return show_form(request, _TEMPLATE, InterviewForm(actor, deal, sets, initial=first), context)
    values = {name: request.POST.get(name, "") for name in ("kind", "contact", "held_on")}
    try:
        interview = begin_interview(actor, deal, values=values)
    except Refused as refused:
        return show_refusal(
            request, _TEMPLATE, InterviewForm(actor, deal, sets, request.POST), refused, context
        )
    return go(request, interview_url(interview, deal))


@require_POST
def deletion(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Erase an interview and all that was heard in it."""
    actor = actor_of(request)
    deal, interview = load_interview(actor, public_id, interview_id)
    count = delete_interview(actor, interview)
    words = ngettext(
        "Entretien supprimé, avec sa réponse.", "Entretien supprimé, avec ses %(count)s réponses.", count
    )
    flash(request, words % {"count": count} if count else _now("Entretien supprimé."))
    return go(request, reverse("deals:deal", args=[deal.public_id]))
