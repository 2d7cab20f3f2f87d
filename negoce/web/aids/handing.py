"""The dialogs by which pieces are given or lent to a customer, and come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.aids.handout import cancel_handout, hand_out, postpone, take_back
from negoce.negotiation.models import AidHandout, Deal, SalesAid
from negoce.negotiation.queries.aids.handouts import visible_handouts
from negoce.negotiation.queries.aids.library import library, places
from negoce.negotiation.words.aid import CONDITIONS
from negoce.negotiation.words.objection import options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.aids.stock import place_options
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, shown_address

_GIVE, _BACK = "aids/_handout", "aids/_back"
_NAMES = ("place", "pieces", "contact", "due_on", "note")
_BACK_NAMES = ("pieces", "condition", "place", "note")
_MOST = 400
_MOST_PEOPLE = 200


class HandoutForm(forms.Form):
    """To whom, how many, until when. The action checks it; this form only shows it."""

    company_name = forms.CharField(label=_("Entreprise"))
    contact = forms.ChoiceField(label=_("Remis à qui"), required=False)
    place = forms.ChoiceField(label=_("Pris où"))
    pieces = forms.CharField(label=_("Pièces"), initial="1")
    due_on = forms.CharField(label=_("À récupérer le"), required=False, widget=day_input())
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, actor: Actor, aid: SalesAid, deal: Deal | None, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "place", place_options(aid))
        self.fields["pieces"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        given = _now("Vide : donné pour de bon. Un jour : prêté, et une tâche vous le rappelle.")
        lent = _now("Une tâche vous le rappellera ce jour-là.")
        self.fields["due_on"].help_text = lent if aid.is_lent else given
        search_company(self.fields["company_name"], reverse("contacts:companies"))
        if deal is not None:
            people = visible_contacts(actor).filter(company_id=deal.company_id).order_by("last_name", "pk")
            names = [(each.public_id, each.full_name) for each in people[:_MOST_PEOPLE]]
            offer(self, "contact", [("", _now("Personne en particulier")), *names])


class BackForm(forms.Form):
    """How many came back, in which condition. The action checks it; this form only shows it."""

    pieces = forms.CharField(label=_("Pièces"))
    condition = forms.ChoiceField(label=_("État"))
    place = forms.CharField(label=_("Rangé où"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "condition", options(CONDITIONS))
        self.fields["pieces"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.fields["place"].widget.attrs |= {"list": "aid-places", "autocomplete": "off"}


class DueForm(forms.Form):
    """Until when."""

    due_on = forms.CharField(label=_("À récupérer le"), widget=day_input())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give or lend; `deal` in the address says for which one, and so to whom."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    aid = load_or_404(library(), public_id)
    asked = request.GET.get("deal", "")[:12]
    deal = load_deal(actor, asked) if asked else None
    context = {
        "title": _now("Remettre à un client"),
        "url": request.get_full_path() if deal is not None else request.path,
        "aid": aid,
        "deal": deal,
        "guarded": False,
    }
    if request.method == "GET":
        form = HandoutForm(actor, aid, deal)
        return show_form(request, _GIVE, form, {**context, **choices_context(actor, "")})
    return _give(request, actor, aid, deal, context)


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, public_id: str, handout_id: str) -> HttpResponse:
    """What came back."""
    actor, row = _load(request, public_id, handout_id)
    context = {
        "title": _now("Retour de prêt"),
        "url": request.path,
        "handout": row,
        "places": [each.name for each in places()],
        "guarded": False,
    }
    if request.method == "GET":
        first = {"pieces": row.outside, "condition": "good", "place": row.place.name}
        return show_form(request, _BACK, BackForm(initial=first), context)
    values = {name: request.POST.get(name, "")[:_MOST] for name in _BACK_NAMES}
    try:
        take_back(actor, row, values=values, guard_reason=request.POST.get("guard_reason", ""))
    except Refused as refused:
        return show_refusal(request, _BACK, BackForm(request.POST), refused, context)
    words = _now("Retour noté.")
    if row.deal is not None and shown_address(request).path == reverse(
        "deals:deal", args=[row.deal.public_id]
    ):
        return done(words, ["aids", "exchanges"])
    flash(request, words)
    return go(request, reverse("aids:aid", args=[public_id]))


@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, public_id: str, handout_id: str) -> HttpResponse:
    """Another day."""
    actor, row = _load(request, public_id, handout_id)
    context = {
        "title": _now("Changer le jour du retour"),
        "url": request.path,
        "handout": row,
        "seen": row.due_on.isoformat() if row.due_on is not None else "",
    }
    if request.method == "GET":
        first = {"due_on": f"{row.due_on:%d/%m/%Y}" if row.due_on is not None else ""}
        return show_form(request, "aids/_due", DueForm(initial=first), context)
    try:
        postpone(actor, row, due_on=request.POST.get("due_on", "")[:_MOST], seen=request.POST.get("seen"))
    except Refused as refused:
        context["seen"] = request.POST.get("seen", "")
        return show_refusal(request, "aids/_due", DueForm(request.POST), refused, context)
    flash(request, _now("Jour changé, la tâche aussi."))
    return go(request, reverse("aids:aid", args=[public_id]))


@require_POST
def removal(request: HttpRequest, public_id: str, handout_id: str) -> HttpResponse:
    """It was a mistake."""
    actor, row = _load(request, public_id, handout_id)
    try:
        cancel_handout(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _now("Remise annulée : les pièces sont de retour en stock."))
    return go(request, reverse("aids:aid", args=[public_id]))


def _load(request: HttpRequest, public_id: str, handout_id: str) -> tuple[Actor, AidHandout]:
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    rows = visible_handouts(actor).filter(aid__public_id=public_id)
    return actor, load_or_404(rows.select_related("aid", "place", "company"), handout_id)


def _give(
    request: HttpRequest, actor: Actor, aid: SalesAid, deal: Deal | None, context: Mapping[str, object]
) -> HttpResponse:
    posted, home = request.POST, None
    try:
        home = deal.company if deal is not None else required_company(actor, posted)
        hand_out(
            actor,
            aid,
            company=home,
            deal=deal,
            values={name: posted.get(name, "")[:_MOST] for name in _NAMES},
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = HandoutForm(actor, aid, deal, posted)
        more = {**context, **_choices(actor, posted, home)}
        return show_refusal(request, _GIVE, form, refused, more, {"company": "company_name"})
    flash(request, _now("Remise notée."))
    url = reverse("aids:aid", args=[aid.public_id])
    return go(
        request,
        f"{reverse('deals:deal', args=[deal.public_id])}?tab=preparation" if deal is not None else url,
    )


def _choices(actor: Actor, posted: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = posted.get("company_name", "")[:200]
    return choices_context(actor, "" if home is not None else name, chosen=home)
