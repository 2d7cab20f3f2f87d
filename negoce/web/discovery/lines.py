"""The dialog that makes a line of a quote of what was answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.discovery.need import need_to_line
from negoce.negotiation.queries.discovery.found import answers_of, questions_of
from negoce.negotiation.queries.discovery.needs import drafts_of
from negoce.negotiation.words.discovery import question_words
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.discovery.interview import load_interview
from negoce.web.discovery.words import interview_url
from negoce.web.http import actor_of, go

_TEMPLATE = "discovery/_line"


class LineForm(forms.Form):
    """What is asked. The action checks it; this form only shows it."""

    product = forms.CharField(
        label=_("Référence du produit"),
        help_text=_("Tapez quelques lettres du nom ou de la référence."),
        widget=forms.TextInput(attrs={"list": "need-products", "autocomplete": "off"}),
    )
    quantity = forms.CharField(
        label=_("Quantité"), widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    quote = forms.ChoiceField(label=_("Dans"), required=False)

    def __init__(self, drafts: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "quote", [*drafts, ("", _now("un nouveau devis"))])


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, public_id: str, interview_id: str, question: str) -> HttpResponse:
    """Which product, how much, in which quote."""
    actor = actor_of(request)
    deal, interview = load_interview(actor, public_id, interview_id)
    require(actor, Permission.EDIT)
    answer = answers_of(interview).get(question)
    asked = next((each for each in questions_of(interview) if each.key == question), None)
    if answer is None or not answer.answer or asked is None:
        raise Http404
    drafts = [(each.public_id, each.number) for each in drafts_of(actor, deal)]
    context = {
        "title": _now("Du besoin à la ligne de devis"),
        "url": request.path,
        "question": question_words(asked),
        "answer": answer.answer,
        "choices_url": reverse("catalogue:product_choices"),
    }
    if request.method == "GET":
        first = {"quantity": "1", "quote": drafts[0][0] if drafts else ""}
        return show_form(request, _TEMPLATE, LineForm(drafts, initial=first), context)
    posted = request.POST
    try:
        need = need_to_line(
            actor, interview, question=question, code=posted.get("product", "")[:40],
            quantity=posted.get("quantity", "")[:40], quote=posted.get("quote", "")[:12],
        )  # fmt: skip
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, LineForm(drafts, posted), refused, context)
    flash(request, _now("La ligne est dans %(number)s.") % {"number": need.quote.number})
    # Without the place on the page: a browser that changes nothing else would not load it again.
    return go(request, interview_url(interview, deal))
