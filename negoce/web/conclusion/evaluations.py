"""What the buyer says of the purchase afterwards: its card on a won deal, its dialog, its removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.conclusion.evaluate import evaluate_deal, withdraw_evaluation
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.buyer_criteria import CRITERIA, HIGHEST, field_of
from negoce.negotiation.words.deal import label_of
from negoce.ui.components.forms import offer
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of

_TEMPLATE = "conclusion/_evaluation"
_ASKED = ("told_on", "score", "words", "contact", *(field_of(each) for each in CRITERIA))
_MOST_PEOPLE = 200


class EvaluationForm(forms.Form):
    """A day, a score, marks, the words, who said them. The action checks it; this form only shows it."""

    told_on = forms.CharField(label=_("Dit le"), widget=day_input())
    score = forms.ChoiceField(label=_("Note de l’acheteur"))
    contact = forms.ChoiceField(label=_("Dit par"), required=False)
    words = forms.CharField(
        label=_("Mots de l’acheteur"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, actor: Actor, deal: Deal, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        marks = [("", "—"), *((str(each), str(each)) for each in range(HIGHEST + 1))]
        offer(self, "score", marks)
        self.fields["score"].help_text = (
            _now("De 0, pas du tout satisfait, à 10, très satisfait.")
            if deal.state == DealState.WON
            else _now("De notre offre : 0, loin de ce qu’il cherchait ; 10, ce qu’il cherchait.")
        )
        for each in CRITERIA:
            self.fields[field_of(each)] = forms.ChoiceField(
                label=label_of(OutcomeReason, each.value), required=False, choices=marks
            )
        people = visible_contacts(actor).filter(company_id=deal.company_id).order_by("name_key", "id")
        people = people[:_MOST_PEOPLE]
        offer(self, "contact", [("", "—"), *((each.public_id, each.full_name) for each in people)])

    @property
    def criteria(self) -> list[forms.BoundField]:
        """The fields of the marks, in order."""
        return [self[field_of(each)] for each in CRITERIA]


@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note a score and marks."""
    actor, deal = _load(request, public_id)
    context = {
        "title": _now("Évaluation de l’acheteur"),
        "url": reverse("conclusion:evaluation", args=[public_id]),
        "guarded": False,
    }
    if request.method == "GET":
        first = {"told_on": f"{timezone.localdate():%d/%m/%Y}"}
        return show_form(request, _TEMPLATE, EvaluationForm(actor, deal, initial=first), context)
    values: Mapping[str, str] = {name: request.POST.get(name, "") for name in _ASKED}
    try:
        evaluate_deal(actor, deal, values=values, guard_reason=request.POST.get("guard_reason", ""))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, EvaluationForm(actor, deal, request.POST), refused, context)
    return done(_now("C’est noté."), ("evaluations", "journal"))


@require_POST
def removal(request: HttpRequest, public_id: str, evaluation_id: str) -> HttpResponse:
    """Take a score back."""
    actor, deal = _load(request, public_id)
    withdraw_evaluation(actor, deal, public_id=evaluation_id)
    return done(_now("C’est retiré."), ("evaluations", "journal"))


def _load(request: HttpRequest, public_id: str) -> tuple[Actor, Deal]:
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_now("Votre rôle ne note pas ce que des personnes ont dit en entretien."))
    return actor, deal
