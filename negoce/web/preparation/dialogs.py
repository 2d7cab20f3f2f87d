"""The dialog in which the approach and the questions are written."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.preparation.save import save_preparation
from negoce.negotiation.queries.preparation.meeting import preparation_of
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, seen_revision

_FORM = "preparation/_writing"


class WritingForm(forms.Form):
    """Both texts. The action checks them; this form only shows them."""

    approach = forms.CharField(
        label=_("Approche choisie"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
        help_text=_("Par quoi commencer, sur quoi insister, quand parler prix, jusqu’où aller."),
    )
    questions = forms.CharField(
        label=_("Questions à poser"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
        help_text=_("Une par ligne."),
    )


@require_http_methods(["GET", "POST"])
def writing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write how the next meeting will be led, and what is to be asked."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    stored = preparation_of(deal)
    context = {
        "title": _now("Préparer l’entretien"),
        "url": request.path,
        "revision": stored.revision if stored is not None else 0,
        "guarded": False,
    }
    if request.method == "GET":
        first = {
            "approach": stored.approach if stored is not None else "",
            "questions": stored.questions if stored is not None else "",
        }
        return show_form(request, _FORM, WritingForm(initial=first), context)
    revision = seen_revision(request.POST.get("revision", ""))
    try:
        save_preparation(
            actor,
            deal,
            given=request.POST,
            revision=revision,
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        more = {**context, "revision": revision}
        return show_refusal(request, _FORM, WritingForm(request.POST), refused, more)
    return done(_now("Préparation enregistrée."), ("preparation",))
