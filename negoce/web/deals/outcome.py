"""How a deal ended, told in one dialog; and its reopening."""

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

from negoce.companies.models import Competitor
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.close import reopen_deal
from negoce.negotiation.actions.deals.close_next import close_and_go_on
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.signing.marks import dated_next_step
from negoce.negotiation.words.deal import options_of
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, whole_number

_TEMPLATE = "deals/_outcome"
_ASKED = (
    *("state", "outcome_reason", "outcome_note", "competitor", "closed_on"),
    *("next_what", "next_on", "next_none"),
)


class OutcomeForm(forms.Form):
    """What is asked of a deal that ends. Values are checked by the action; this form only shows them."""

    state = forms.ChoiceField(label=_("Issue"), widget=forms.RadioSelect)
    outcome_reason = forms.ChoiceField(label=_("Raison"), required=False)
    competitor = forms.CharField(label=_("Concurrent en face"), required=False)
    closed_on = forms.CharField(label=_("Le"), required=False, widget=day_input())
    outcome_note = forms.CharField(label=_("Précision"), required=False)
    next_what = forms.CharField(label=_("La suite"), required=False, max_length=200)
    next_on = forms.CharField(label=_("Pour le"), required=False, widget=day_input())
    next_none = forms.CharField(label=_("Aucune suite, parce que"), required=False, max_length=300)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "state", [each for each in options_of(DealState) if each[0] != DealState.OPEN])
        offer(self, "outcome_reason", [("", "—"), *options_of(OutcomeReason)])
        self.fields["competitor"].widget.attrs |= {"list": "competitors", "autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and what is told of the end."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return show_form(
            request, _TEMPLATE, OutcomeForm(initial=_initial(request, deal)), _context(actor, deal)
        )
    posted = request.POST
    known = whole_number(posted.get("revision", ""))
    try:
        given = {name: posted.get(name, "") for name in _ASKED}
        closed = close_and_go_on(
            actor, deal, given=given, revision=known, guard_reason=posted.get("guard_reason", "")
        )
    except Refused as refused:
        fresh = load_deal(actor, public_id)
        return show_refusal(request, _TEMPLATE, OutcomeForm(posted), refused, _context(actor, fresh))
    won = closed.state == DealState.WON
    flash(request, _now("Affaire gagnée, bravo !") if won else _now("L’affaire est notée perdue."))
    return go(request, reverse("deals:deal", args=[public_id]))


@require_POST
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    """Under way again."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    try:
        reopen_deal(actor, deal)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("deals:deal", args=[public_id]))
    flash(request, _now("L’affaire est rouverte."))
    return go(request, reverse("deals:deal", args=[public_id]))


def _initial(request: HttpRequest, deal: Deal) -> Mapping[str, object]:
    wanted = request.GET.get("state", "")
    day = deal.closed_on or timezone.localdate()
    return {
        "state": wanted if wanted in ("won", "lost") else deal.state,
        "outcome_reason": deal.outcome_reason,
        "outcome_note": deal.outcome_note,
        "competitor": deal.competitor.name if deal.competitor else "",
        "closed_on": f"{day:%d/%m/%Y}",
    }


def _context(actor: Actor, deal: Deal) -> Mapping[str, object]:
    found = dated_next_step(actor, deal, timezone.localdate())
    planned = ""
    if found is not None:
        day = format_date(timezone.localdate(found.starts_at), reader_language())
        planned = _now("%(what)s, le %(day)s") % {"what": found.subject, "day": day}
    return {
        "title": _now("Clore l’affaire"),
        "guarded": False,
        "planned": planned,
        "asks_next": deal.state == DealState.OPEN and not planned,
        "url": reverse("deals:outcome", args=[deal.public_id]),
        "deal": deal,
        "revision": deal.revision,
        "competitors": list(Competitor.objects.order_by("name_key").values_list("name", flat=True)[:200]),
    }
