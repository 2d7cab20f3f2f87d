"""The dialogs of concessions: one written with its counterpart, a whole plan proposed, what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.bargaining.concession_save import add_concessions, change_concession
from negoce.negotiation.actions.bargaining.concession_state import move_concession, remove_concession
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.models import Concession
from negoce.negotiation.queries.bargaining.concessions import concessions_of
from negoce.negotiation.rules.concession_values import TEXT_MAX, clean_concession
from negoce.ui.toasts import add_trigger, toast
from negoce.ui.words.say import reader_language
from negoce.web.bargaining.given import margin_words
from negoce.web.deals.deal import load_deal
from negoce.web.deals.panel_types import DealRecord
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision

_FORM = "bargaining/_concession"
CHANGED = ("concessions", "exchanged")


class ConcessionForm(forms.Form):
    """What is asked of a concession. The action checks it; this form only shows it."""

    given = forms.CharField(label=_("Nous donnons"), max_length=TEXT_MAX)
    cost = forms.CharField(
        label=_("Ce que cela nous coûte (HT)"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )
    asked = forms.CharField(label=_("Contre quoi"), required=False, max_length=TEXT_MAX)
    value = forms.CharField(
        label=_("Ce que cela nous rapporte (HT)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )
    is_quoted = forms.BooleanField(label=_("Le devis en tient déjà compte"), required=False)


def load_editable(request: HttpRequest, public_id: str) -> DealRecord:
    """The deal of an address, for who may change its limits; 403 or 404 otherwise."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_limits(actor)
    return DealRecord(actor, deal)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan a concession."""
    record = load_editable(request, public_id)
    url = reverse("bargaining:concession_new", args=[public_id])
    context = _context(record, _now("Nouvelle concession"), url, 0)
    if request.method == "GET":
        return show_form(request, _FORM, ConcessionForm(), {**context, **margin_words(record, ())})
    try:
        add_concessions(
            record.actor,
            record.deal,
            given=[request.POST.dict()],
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return _refusal(request, record, refused, context)
    return done(_now("Concession notée."), CHANGED)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, concession_id: str) -> HttpResponse:
    """Change what a concession gives and asks."""
    record = load_editable(request, public_id)
    row = _concession(record, concession_id)
    url = reverse("bargaining:concession", args=[public_id, concession_id])
    context = _context(record, _now("Concession"), url, row.revision, row.public_id)
    if request.method == "GET":
        form = ConcessionForm(initial=_typed(row))
        return show_form(request, _FORM, form, {**context, **_live(record, row.cost, row.public_id)})
    context["revision"] = seen_revision(request.POST.get("revision", ""))
    try:
        change_concession(
            record.actor,
            row,
            given=request.POST.dict(),
            revision=seen_revision(request.POST.get("revision", "")),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return _refusal(request, record, refused, context)
    return done(_now("Concession enregistrée."), CHANGED)


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the concession as it is typed leaves of the margin; nothing is kept."""
    record = load_editable(request, public_id)
    return render(request, "web/bargaining/_effect.html", _typed_effect(request, record))


@require_POST
def state(request: HttpRequest, public_id: str, concession_id: str) -> HttpResponse:
    """`state` becomes of it, `seen` is what it was."""
    record = load_editable(request, public_id)
    row = _concession(record, concession_id)
    to, seen = request.POST.get("state", ""), request.POST.get("seen", "")
    try:
        move_concession(record.actor, row, to=to, seen=seen)
    except Refused as refused:
        return _told(refused)
    return done(_now("État noté."), CHANGED)


@require_POST
def removal(request: HttpRequest, public_id: str, concession_id: str) -> HttpResponse:
    """Take a concession away."""
    record = load_editable(request, public_id)
    try:
        remove_concession(record.actor, _concession(record, concession_id))
    except Refused as refused:
        return _told(refused)
    return done(_now("Concession retirée."), CHANGED)


def _told(refused: Refused) -> HttpResponse:
    answer = HttpResponse(status=204)
    toast(answer, refused.message, tone="bad")
    add_trigger(answer, "panel-concessions")
    return answer


def _concession(record: DealRecord, concession_id: str) -> Concession:
    rows = Concession.objects.filter(deal=record.deal).select_related("deal").order_by("pk")
    return load_or_404(rows, concession_id)


def _context(
    record: DealRecord, title: str, url: str, revision: int, concession_id: str = ""
) -> dict[str, object]:
    preview_url = reverse("bargaining:concession_preview", args=[record.deal.public_id])
    return {
        "title": title,
        "url": url,
        "preview_url": f"{preview_url}?concession={concession_id}" if concession_id else preview_url,
        "revision": revision,
        "guarded": False,
    }


def _refusal(
    request: HttpRequest, record: DealRecord, refused: Refused, context: Mapping[str, object]
) -> HttpResponse:
    more = {**context, **_typed_effect(request, record)}
    return show_refusal(request, _FORM, ConcessionForm(request.POST), refused, more)


def _typed_effect(request: HttpRequest, record: DealRecord) -> Mapping[str, object]:
    typed = clean_concession(request.POST, mark_of(record.actor.language)).values
    cost = typed.get("cost")
    counts = isinstance(cost, Decimal) and not typed["is_quoted"]
    return _live(record, cost if counts else Decimal(0), request.GET.get("concession", ""))  # type: ignore[arg-type]


def _live(record: DealRecord, cost: Decimal, concession_id: str = "") -> Mapping[str, object]:
    """The effect on the margin with one concession, new or changed, at this cost."""
    others = [each for each in concessions_of(record.deal) if each.public_id != concession_id]
    return margin_words(record, others, typed=cost)


def _typed(row: Concession) -> dict[str, object]:
    language = reader_language()
    return {
        "given": row.given,
        "cost": format_decimal(row.cost, language, 2),
        "asked": row.asked,
        "value": "" if row.value is None else format_decimal(row.value, language, 2),
        "is_quoted": row.is_quoted,
    }
