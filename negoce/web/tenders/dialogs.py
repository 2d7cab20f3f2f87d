"""The dialog of the tender that a deal answers."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.save import remove_tender, save_tender
from negoce.negotiation.models import Deal, Tender
from negoce.negotiation.queries.tenders.of_deal import tender_of
from negoce.negotiation.rules.tender_values import DAYS
from negoce.negotiation.tender_words import BUYER_KINDS, CALL_KINDS, NEED_KINDS, STAGES
from negoce.ui.components.forms import offer
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, seen_revision
from negoce.web.typed_decimals import typed_decimal

_FORM = "tenders/_tender"
_PANELS = ("tender", "journal")


class TenderForm(forms.Form):
    """A tender as it is typed. The action checks it; this form only shows it."""

    reference = forms.CharField(label=_("Référence"), required=False, max_length=80)
    stage = forms.ChoiceField(label=_("Étape"))
    buyer = forms.ChoiceField(label=_("Acheteur"))
    need = forms.ChoiceField(label=_("Achat"))
    call = forms.ChoiceField(label=_("Forme"), required=False)
    amount = forms.CharField(
        label=_("Montant HT du besoin entier"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )
    published_on = forms.CharField(label=_("Avis publié le"), required=False, widget=day_input())
    questions_until = forms.CharField(label=_("Questions jusqu’au"), required=False, widget=day_input())
    offers_until = forms.CharField(label=_("Offres jusqu’au"), required=False, widget=day_input())

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        offer(self, "stage", list(STAGES.items()))
        offer(self, "buyer", list(BUYER_KINDS.items()))
        offer(self, "need", list(NEED_KINDS.items()))
        offer(self, "call", [("", _now("Non précisée")), *CALL_KINDS.items()])
        self.fields["amount"].help_text = _("Tous lots et reconductions compris.")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin the tender of a deal, or change it."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    row = tender_of(deal)
    context = {
        "title": _now("Appel d’offres"),
        "url": request.path,
        "revision": row.revision if row else 0,
        "removal_url": reverse("tenders:removal", args=[public_id]) if row else "",
    }
    if request.method == "GET":
        return show_form(request, _FORM, TenderForm(initial=_typed(actor, deal, row)), context)
    try:
        save_tender(
            actor,
            deal,
            given=request.POST.dict(),
            revision=seen_revision(request.POST.get("revision", "")) or 0,
        )
    except Refused as refused:
        return show_refusal(request, _FORM, TenderForm(request.POST), refused, context)
    return done(_now("Appel d’offres enregistré."), _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The deal answers none after all."""
    actor = actor_of(request)
    remove_tender(actor, load_deal(actor, public_id))
    return done(_now("Appel d’offres retiré."), _PANELS)


def _typed(actor: Actor, deal: Deal, row: Tender | None) -> Mapping[str, object]:
    if row is None:
        return {"amount": "" if deal.amount is None else typed_decimal(actor, deal.amount)}
    days = {name: getattr(row, name) for name in DAYS}
    return {
        **{name: getattr(row, name) for name in ("reference", "stage", "buyer", "need", "call")},
        "amount": "" if row.amount is None else typed_decimal(actor, row.amount),
        **{name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()},
    }
