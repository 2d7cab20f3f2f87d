"""The dialog that proposes decreasing concessions of a total: « céder 6 000 € en 3 fois »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.rules.value_cleaning import clean_amount, clean_whole
from negoce.kit.explain import Parsed
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Refused, refuse_field
from negoce.kit.worked import CannotWork
from negoce.negotiation.actions.bargaining.concession_save import add_concessions
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.bargaining.room import bargaining_of
from negoce.negotiation.rules.bargaining import DEFAULT_RATIO, check_total, concession_shares
from negoce.negotiation.rules.deal_values import AMOUNT_MAX
from negoce.negotiation.words.bargaining import say
from negoce.ui.words.say import reader_language
from negoce.web.bargaining.concessions import CHANGED, load_editable
from negoce.web.bargaining.given import amount_words
from negoce.web.deals.panel_types import DealRecord
from negoce.web.dialogs import done, show_form, show_refusal

_FORM = "bargaining/_plan"
_FIELDS = {
    "concession.steps_out_of_range": "steps",
    "concession.ratio_out_of_range": "ratio",
}
_FIGURE = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}


class PlanForm(forms.Form):
    """What is asked of a plan. The rule checks it; this form only shows it."""

    total = forms.CharField(
        label=_("Total à céder (HT)"), max_length=40, widget=forms.TextInput(attrs=_FIGURE)
    )
    steps = forms.CharField(
        label=_("En combien de fois"), max_length=4, widget=forms.TextInput(attrs=_FIGURE)
    )
    ratio = forms.CharField(
        label=_("Chacune, fois la précédente"), max_length=10, widget=forms.TextInput(attrs=_FIGURE)
    )


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose concessions and keep them in reserve."""
    record = load_editable(request, public_id)
    context = {
        "title": _now("Proposer des concessions"),
        "url": reverse("bargaining:plan", args=[public_id]),
        "preview_url": reverse("bargaining:plan_preview", args=[public_id]),
    }
    if request.method == "GET":
        first = _first(record.deal)
        return show_form(request, _FORM, PlanForm(initial=first), {**context, **_proposed(record, first)})
    try:
        shares = _shares(record, request.POST)
        given = [_row(number, share, len(shares)) for number, share in enumerate(shares, start=1)]
        add_concessions(record.actor, record.deal, given=given)
    except Refused as refused:
        # What is wrong stands under its field: the shares do not say it a second time.
        more = {**context, **_proposed(record, request.POST), "fault": ""}
        return show_refusal(request, _FORM, PlanForm(request.POST), refused, more)
    return done(_now("Concessions en réserve : dites ce que vous demandez contre chacune."), CHANGED)


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The concessions of what is typed now; nothing is kept."""
    record = load_editable(request, public_id)
    return render(request, "web/bargaining/_shares.html", _proposed(record, request.POST))


def _first(deal: Deal) -> dict[str, str]:
    """The whole room for manoeuvre, in three times."""
    row = bargaining_of(deal)
    total = ""
    if row is not None and row.our_opening is not None and row.our_reserve is not None:
        total = format_decimal(row.our_opening - row.our_reserve, reader_language(), 2)
    return {"total": total, "steps": "3", "ratio": format_decimal(DEFAULT_RATIO, reader_language(), 1)}


def _row(number: int, share: Decimal, count: int) -> Mapping[str, object]:
    words = _now("Remise, %(number)s sur %(count)s") % {"number": number, "count": count}
    return {"given": words, "cost": share}


def _proposed(record: DealRecord, given: Mapping[str, str]) -> Mapping[str, object]:
    if not given.get("total", "").strip():
        return {"shares": (), "fault": ""}
    try:
        shares = _shares(record, given)
    except Refused as refused:
        return {"shares": (), "fault": refused.message}
    return {"shares": [amount_words(each, record.deal.currency) for each in shares], "fault": ""}


def _shares(record: DealRecord, given: Mapping[str, str]) -> Sequence[Decimal]:
    """Raises Refused on the faulty field."""
    mark = mark_of(record.actor.language)
    parsed: Mapping[str, Parsed[Decimal] | Parsed[int]] = {
        "total": clean_amount(given.get("total"), AMOUNT_MAX, mark),
        "steps": clean_whole(given.get("steps"), 1_000, mark),
        "ratio": parse_decimal(str(given.get("ratio", "")), mark),
    }
    for name, each in parsed.items():
        if each.finding is not None:
            raise refuse_field(name, say(each.finding))
    total, steps, ratio = (parsed[name].value for name in ("total", "steps", "ratio"))
    row = bargaining_of(record.deal)
    offer = row.our_opening if row is not None and row.our_opening is not None else record.deal.amount
    try:
        check_total(Decimal(total or 0), offer)
        found = concession_shares(
            Decimal(total or 0), int(steps or 0), DEFAULT_RATIO if ratio is None else Decimal(ratio)
        )
    except CannotWork as refused:
        name = _FIELDS.get(refused.finding.code, "total")
        raise refuse_field(name, say(refused.finding)) from refused
    return found.value
