"""The dialog that asks what decides on the buyer's right of withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.signing.tell import ASKED, tell_signing
from negoce.negotiation.models import Deal, DealSigning
from negoce.ui.components.forms import offer
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, whole_number

_TEMPLATE = "conclusion/_withdrawal"
_TOLD: Mapping[str, bool | None] = {"yes": True, "no": False}


class WithdrawalForm(forms.Form):
    """Four questions, each with « on ne sait pas »."""

    off_premises = forms.ChoiceField(label=_("Le contrat est-il conclu hors établissement ?"), required=False)
    outside_activity = forms.ChoiceField(
        label=_("L’objet est-il hors de l’activité principale de l’acheteur ?"), required=False
    )
    is_service = forms.ChoiceField(label=_("Qu’est-ce qui est vendu ?"), required=False)
    information_given = forms.ChoiceField(
        label=_("L’information et le formulaire de rétractation sont-ils remis ?"), required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ASKED:
            offer(self, name, [("", _now("On ne sait pas")), ("yes", _now("Oui")), ("no", _now("Non"))])
        services = [("", _now("On ne sait pas")), ("yes", _now("Un service")), ("no", _now("Des biens"))]
        offer(self, "is_service", services)
        self.fields["off_premises"].help_text = _now(
            "Signé chez lui ou lors d’une visite ; ni dans nos locaux, ni entièrement à distance."
        )
        self.fields["outside_activity"].help_text = _now(
            "Les juges l’apprécient au cas par cas : le site web d’un architecte en est hors (Cass. 12 sept. 2018)."
        )


@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET the questions; POST the answers, with the `revision` that was shown."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        kept = DealSigning.objects.filter(deal=deal).first()
        words = {True: "yes", False: "no", None: ""}
        first = {name: words[getattr(kept, name, None)] for name in ASKED}
        return show_form(request, _TEMPLATE, WithdrawalForm(initial=first), _context(deal))
    told = {name: _TOLD.get(request.POST.get(name, "")) for name in ASKED}
    try:
        tell_signing(actor, deal, told=told, revision=whole_number(request.POST.get("revision", "")) or 0)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, WithdrawalForm(request.POST), refused, _context(deal))
    return done(_now("C’est noté."), ("before-signing", "signing", "journal"))


def _context(deal: Deal) -> Mapping[str, object]:
    kept = DealSigning.objects.filter(deal=deal).first()
    return {
        "title": _now("Droit de rétractation"),
        "url": reverse("conclusion:withdrawal", args=[deal.public_id]),
        "revision": kept.revision if kept is not None else 0,
    }
