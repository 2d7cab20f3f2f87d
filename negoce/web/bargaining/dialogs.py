"""The dialog in which our prices are noted, and theirs as they are thought to be."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.actions.bargaining.save import save_bargaining
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.bargaining.room import bargaining_of, values_of
from negoce.negotiation.rules.bargaining_values import AMOUNTS, SOURCE_MAX, THEIRS, clean_bargaining
from negoce.negotiation.words.bargaining import CONFIDENCE, PRICES, say
from negoce.ui.words.say import reader_language
from negoce.web.bargaining.room import room_context
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, seen_revision

_FORM = "bargaining/_room"


class RoomForm(forms.Form):
    """What is asked of both sides. The action checks it; this form only shows it."""

    alternative = forms.CharField(
        label=_("Si rien ne se signe, notre meilleure autre solution"), required=False, max_length=500
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        for name in AMOUNTS:
            amount = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
            self.fields[name] = forms.CharField(
                label=PRICES[name], required=False, max_length=40, widget=amount
            )
        for name in THEIRS:
            self.fields[f"{name}_confidence"] = forms.ChoiceField(
                label=_("Confiance"), required=False, choices=list(CONFIDENCE.items())
            )
            self.fields[f"{name}_on"] = forms.CharField(label=_("Su le"), required=False, widget=day_input())
            self.fields[f"{name}_source"] = forms.CharField(
                label=_("Qui l’a dit, ou d’où nous le tenons"), required=False, max_length=SOURCE_MAX
            )


@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note the prices of both sides."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_limits(actor)
    stored = bargaining_of(deal)
    context = {
        "title": _now("Marges de manœuvre"),
        "url": reverse("bargaining:room", args=[public_id]),
        "preview_url": reverse("bargaining:preview", args=[public_id]),
        "revision": stored.revision if stored is not None else 0,
        "guarded": False,
    }
    if request.method == "GET":
        values = values_of(stored) if stored is not None else {"our_opening": deal.amount}
        form = RoomForm(initial=_typed(values))
        return show_form(
            request, _FORM, form, {**context, **_lines(form), **room_context(values, deal.currency)}
        )
    revision = seen_revision(request.POST.get("revision", ""))
    context["revision"] = revision
    try:
        save_bargaining(
            actor,
            deal,
            given=request.POST,
            revision=revision,
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        form = RoomForm(request.POST)
        # What is wrong stands under its field: the scale does not say it a second time.
        more = {**context, **_live(request, deal), **_lines(form)}
        return show_refusal(request, _FORM, form, refused, more)
    return done(_now("Marges de manœuvre notées."), ("bargaining",))


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The scale of what is typed now; nothing is kept."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_limits(actor)
    return render(request, "web/bargaining/_scale.html", _live(request, deal))


def _live(request: HttpRequest, deal: Deal) -> Mapping[str, object]:
    actor = actor_of(request)
    cleaned = clean_bargaining(request.POST, timezone.localdate(), mark_of(actor.language))
    faults = [say(finding) for name, finding in cleaned.errors.items() if name in cleaned.values]
    return {**room_context(cleaned.values, deal.currency), "faults": faults}


def _lines(form: RoomForm) -> Mapping[str, object]:
    """The fields of their three prices, each with how sure it is."""
    lines = [
        [form[name], form[f"{name}_confidence"], form[f"{name}_on"], form[f"{name}_source"]]
        for name in THEIRS
    ]
    return {"their_lines": lines, "faults": []}


def _typed(values: Mapping[str, object]) -> dict[str, object]:
    """Stored values as one types them."""
    language = reader_language()
    found = dict(values)
    for name in AMOUNTS:
        amount = values.get(name)
        found[name] = "" if amount is None else format_decimal(amount, language, 2)  # type: ignore[arg-type]
    for name in THEIRS:
        day = values.get(f"{name}_on")
        found[f"{name}_on"] = f"{day:%d/%m/%Y}" if day else ""
    return found
