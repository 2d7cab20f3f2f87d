"""What the customer answered, told by somebody of the house: an order form signed, or no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.rules.typed_day import parse_day
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.outcome import refuse_quote, take_back_refusal
from negoce.negotiation.enums import AcceptanceWay, DealState, OutcomeReason
from negoce.negotiation.models import Deal, Quote, QuoteLine
from negoce.negotiation.queries.quotes import current_version, lines_of, quotes_for_page
from negoce.negotiation.words.deal import options_of
from negoce.negotiation.words.quote import WAYS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.quotes.steps import step

_ACCEPTANCE, _REFUSAL = "quotes/_acceptance", "quotes/_refusal"


class AcceptanceForm(forms.Form):
    """How, by whom and when it was accepted. Values are checked by the action."""

    way = forms.ChoiceField(label=_("Comment"))
    name = forms.CharField(label=_("Par"), strip=False)
    on = forms.CharField(label=_("Le"), required=False)
    buyer_reference = forms.CharField(label=_("Leur numéro de commande"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "way", [(way, words) for way, words in WAYS.items() if way != AcceptanceWay.ONLINE])
        self.fields["on"].widget.attrs |= {
            "placeholder": _now("aujourd’hui, ou jj/mm/aaaa"),
            "autocomplete": "off",
        }


class RefusalForm(forms.Form):
    """Why the customer said no."""

    reason = forms.ChoiceField(label=_("Raison"))
    note = forms.CharField(label=_("Précision"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "reason", [("", "—"), *options_of(OutcomeReason)])


@require_http_methods(["GET", "POST"])
def acceptance(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and what is told of the acceptance."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    quote: Quote = load_or_404(quotes_for_page(actor), public_id)
    version = current_version(quote)
    options = [line for line in lines_of(version) if line.is_option]
    if request.method == "GET":
        name = quote.contact.full_name if quote.contact else ""
        form = AcceptanceForm(initial={"name": name, "way": AcceptanceWay.SIGNED.value})
        return show_form(request, _ACCEPTANCE, form, _acceptance_context(quote, options, None))
    posted = request.POST
    taken = [
        each for each in posted.getlist("options") if each.isascii() and each.isdigit() and len(each) < 6
    ]
    try:
        way = posted.get("way", "")
        if way not in set(AcceptanceWay) or way == AcceptanceWay.ONLINE:
            raise refuse_field("way", _now("Choisissez dans la liste."))
        accepted = Accepted(
            AcceptanceWay(way),
            posted.get("name", ""),
            accepted_at=_moment(posted.get("on", "")),
            options=[int(each) for each in taken] if options else None,
            buyer_reference=posted.get("buyer_reference", ""),
        )
        accept_version(actor, version, accepted)
    except Refused as refused:
        context = _acceptance_context(quote, options, taken)
        return show_refusal(request, _ACCEPTANCE, AcceptanceForm(posted), refused, context)
    flash(request, _accepted_words(quote))
    return go(request, reverse("quotes:quote", args=[quote.public_id]))


@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and why they refused."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    quote: Quote = load_or_404(quotes_for_page(actor), public_id)
    context = {
        "title": _now("%(number)s est refusé") % {"number": quote.number},
        "url": reverse("quotes:refusal", args=[quote.public_id]),
    }
    if request.method == "GET":
        return show_form(request, _REFUSAL, RefusalForm(), context)
    try:
        refuse_quote(actor, quote, reason=request.POST.get("reason", ""), note=request.POST.get("note", ""))
    except Refused as refused:
        return show_refusal(request, _REFUSAL, RefusalForm(request.POST), refused, context)
    flash(request, _now("Le refus est noté."))
    return go(request, reverse("quotes:quote", args=[quote.public_id]))


@require_POST
def refusal_undone(request: HttpRequest, public_id: str) -> HttpResponse:
    """The refusal was a mistake, or they changed their mind."""
    return step(request, public_id, take_back_refusal, _now("Le devis attend de nouveau une réponse."))


def _accepted_words(quote: Quote) -> str:
    """That it is accepted, and what that made of its deal."""
    won = Deal.objects.filter(state=DealState.WON.value, deleted_at__isnull=True)
    deal = won.filter(pk=quote.deal_id).first() if quote.deal_id is not None else None
    if deal is None:
        return _now("%(number)s est accepté.") % {"number": quote.number}
    words = _now("%(number)s est accepté, l’affaire « %(deal)s » est gagnée.")
    return words % {"number": quote.number, "deal": deal.name}


def _acceptance_context(
    quote: Quote, options: list[QuoteLine], taken: list[str] | None
) -> Mapping[str, object]:
    ticked = set(taken) if taken is not None else {str(line.position) for line in options if line.is_chosen}
    return {
        "title": _now("%(number)s est accepté") % {"number": quote.number},
        "url": reverse("quotes:acceptance", args=[quote.public_id]),
        "options": [
            {
                "value": str(line.position),
                "label": line.label,
                "group": line.option_group,
                "ticked": str(line.position) in ticked,
            }
            for line in options
        ],
    }


def _moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    today = timezone.localdate()
    parsed = parse_day(text, today, forward=False)
    if parsed.value is None or parsed.value > today:
        raise refuse_field("on", _now("Donnez un jour passé, comme 21/11/2026."))
    if parsed.value == today:
        return None
    return timezone.make_aware(datetime.combine(parsed.value, time(12)))
