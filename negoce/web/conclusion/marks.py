"""The dialog by which a fact of the conclusion is noted, and its removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.conclusion.mark import mark_as_seen, note_mark, withdraw_mark
from negoce.negotiation.models import ConclusionMark, Deal
from negoce.negotiation.queries.deals.nameable import nameable_people
from negoce.negotiation.rules.conclusion_facts import SIGNALS
from negoce.negotiation.words.conclusion import FACTS
from negoce.ui.components.forms import offer
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of

_TEMPLATE = "conclusion/_mark"
_ASKED = ("happened_on", "words", "contact")
_MOST_PEOPLE = 200


class MarkForm(forms.Form):
    """A day, the words, who said them. The action checks it; this form only shows it."""

    happened_on = forms.CharField(label=_("Le"), widget=day_input())
    words = forms.CharField(
        label=_("Mots entendus"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.ChoiceField(label=_("Dit par"), required=False)

    def __init__(self, actor: Actor, deal: Deal, fact: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if fact not in SIGNALS:
            del self.fields["contact"]
            self.fields["words"].label = _now("Précision")
            return
        kept = ConclusionMark.objects.filter(deal=deal, fact=fact).values_list("contact_id", flat=True)
        people = nameable_people(actor, deal, kept.first())[:_MOST_PEOPLE]
        offer(self, "contact", [("", "—"), *((each.public_id, each.full_name) for each in people)])


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, public_id: str, fact: str) -> HttpResponse:
    """Note a fact, or put right what was noted of it."""
    actor, deal = _load(request, public_id, fact)
    context = {
        "title": FACTS[fact],
        "url": reverse("conclusion:mark", args=[public_id, fact]),
        "guarded": False,
        "is_signal": fact in SIGNALS,
    }
    if request.method == "GET":
        context["seen"] = mark_as_seen(_kept(deal, fact))
        return show_form(
            request, _TEMPLATE, MarkForm(actor, deal, fact, initial=_initial(deal, fact)), context
        )
    context["seen"] = request.POST.get("seen", "")
    values = {name: request.POST.get(name, "") for name in _ASKED}
    try:
        note_mark(
            actor,
            deal,
            fact=fact,
            values=values,
            seen=request.POST.get("seen"),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, MarkForm(actor, deal, fact, request.POST), refused, context)
    return done(_now("C’est noté."), ("agreement", "leaving", "journal"))


@require_POST
def removal(request: HttpRequest, public_id: str, fact: str) -> HttpResponse:
    """Take a fact back."""
    actor, deal = _load(request, public_id, fact)
    withdraw_mark(actor, deal, fact=fact)
    return done(_now("C’est retiré."), ("agreement", "leaving", "journal"))


def _load(request: HttpRequest, public_id: str, fact: str) -> tuple[Actor, Deal]:
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if fact not in FACTS:
        raise Http404(_now("Cette page n’existe pas."))
    if fact in SIGNALS and not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_now("Votre rôle ne note pas ce que des personnes ont dit en entretien."))
    return actor, deal


def _kept(deal: Deal, fact: str) -> ConclusionMark | None:
    return ConclusionMark.objects.filter(deal=deal, fact=fact).select_related("contact").first()


def _initial(deal: Deal, fact: str) -> Mapping[str, str]:
    kept = _kept(deal, fact)
    if kept is None:
        return {"happened_on": f"{timezone.localdate():%d/%m/%Y}"}
    return {
        "happened_on": f"{kept.happened_on:%d/%m/%Y}",
        "words": kept.words,
        "contact": kept.contact.public_id if kept.contact is not None else "",
    }
