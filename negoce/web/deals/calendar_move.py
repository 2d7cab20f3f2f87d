"""What stands on a day of the calendar goes to another: by hand, by key, or to a day that is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.postpone import postpone_activity
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date_long
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.words.deal import say
from negoce.ui.toasts import add_trigger, flash, toast
from negoce.ui.words.say import reader_language
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404

_FORM = "deals/_day"


class DayForm(forms.Form):
    """The day that it goes to."""

    day = forms.CharField(label=_("Nouveau jour"), widget=day_input())


@dataclass(frozen=True, slots=True)
class _Standing:
    """What goes: its name, its day, and how another is stored, given the one that the person saw."""

    name: str
    day: date | None
    store: Callable[[date, date], object]


@require_http_methods(["GET", "POST"])
def conclusion(request: HttpRequest, public_id: str) -> HttpResponse:
    """When a deal should be concluded."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)

    def store(day: date, seen: date) -> object:
        return update_deal(
            actor, deal, changes={"close_on": day.isoformat()}, seen={"close_on": seen.isoformat()}
        )

    return _answer(request, _Standing(deal.name, deal.close_on, store))


@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, activity_id: str) -> HttpResponse:
    """When something planned about a deal is to be done; it keeps its hour."""
    actor = actor_of(request)
    found = load_or_404(visible_activities(actor).filter(deal_link__isnull=False), activity_id)
    require(actor, Permission.EDIT)

    def store(day: date, seen: date) -> object:
        return postpone_activity(actor, found, to=day.isoformat(), seen=seen)

    return _answer(request, _Standing(found.subject, timezone.localtime(found.starts_at).date(), store))


def _answer(request: HttpRequest, standing: _Standing) -> HttpResponse:
    """GET: the dialog. POST `day` with `seen`, or `back` in the address to take it back: what became of it."""
    title = _now("Déplacer « %(name)s »") % {"name": standing.name}
    day = standing.day
    seen = request.POST.get("seen", "") or (day.isoformat() if day else "")
    context = {"title": title, "url": request.path, "seen": seen}
    if request.method == "GET":
        form = DayForm(initial={"day": f"{day:%d/%m/%Y}" if day else ""})
        return show_form(request, _FORM, form, context)
    is_drawn = request.POST.get("place") == "calendar"
    try:
        told, undo = _moved(request, standing, seen)
    except Refused as refused:
        moved = isinstance(refused, Conflict)
        if "back" in request.GET:
            answer = HttpResponse(status=204)
            toast(answer, refused.message, tone="bad")
            add_trigger(answer, "panel-calendar")
            return answer
        if is_drawn:
            return JsonResponse({"problem": refused.message, "moved": moved}, status=409 if moved else 422)
        return show_refusal(
            request, _FORM, DayForm(request.POST), refused, context, {"close_on": "day", "to": "day"}
        )
    if is_drawn:
        return JsonResponse({"words": told, "undo": undo})
    if not request.headers.get("HX-Request"):
        flash(request, told, undo_url=undo)
        return redirect("deals:calendar")
    return done(told, ("calendar",), undo)


def _moved(request: HttpRequest, standing: _Standing, seen: str) -> tuple[str, str]:
    """Put it on its new day: what is told, and where it is taken back."""
    back = request.GET.get("back", "")
    before = _day(request.GET.get("seen", "") if back else seen)
    to = _day(back) if back else _wanted(request.POST.get("day", ""))
    standing.store(to, before)
    words = _now("« %(name)s » passe au %(day)s.")
    told = words % {"name": standing.name, "day": format_date_long(to, reader_language())}
    again = urlencode({"back": before.isoformat(), "seen": to.isoformat()})
    return told, "" if back or to == before else f"{request.path}?{again}"


def _wanted(typed: str) -> date:
    today = timezone.localdate()
    read = parse_day(typed[:40], today)
    if read.finding is not None:
        raise refuse_field("day", say(read.finding))
    if read.value is None:
        raise refuse_field("day", _now("Donnez le jour : 31/12, lundi, demain…"))
    if read.value < today:
        shown = format_date_long(read.value, reader_language())
        raise refuse_field("day", _now("Le %(day)s est passé : choisissez un jour à venir.") % {"day": shown})
    return read.value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_now("Ce jour est illisible : rechargez le calendrier, puis recommencez.")) from None
