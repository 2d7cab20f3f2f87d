"""A tour changed on screen: order, day, calendar; each answers with the tour drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.actions.tours.arrange import LAST, drop_stop, move_stop
from negoce.portfolio.actions.tours.calendar import put_in_calendar, take_out_of_calendar
from negoce.portfolio.actions.tours.settings import delete_tour
from negoce.portfolio.actions.tours.solve import solve_again
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import may_change_tour, seen_of, visible_stops
from negoce.ui.toasts import Tone, flash, toast
from negoce.web.http import actor_of, go, load_or_404, seen_revision, whole_number
from negoce.web.visits.tour import context_of, load_tour
from negoce.web.visits.words import tour_name


def drawn_again(
    request: HttpRequest, public_id: str, words: str = "", *, tone: Tone = "good", status: int = 200
) -> HttpResponse:
    """The tour as it stands now, whoever asked; without scripts, the whole page."""
    actor = actor_of(request)
    if not request.headers.get("HX-Request"):
        if words:
            flash(request, words, tone=tone)
        return go(request, reverse("visits:tour", args=[public_id]))
    response = render(request, "web/visits/_tour.html", context_of(actor, load_tour(actor, public_id)))
    response.headers["HX-Retarget"] = "#tour"
    response.headers["HX-Reswap"] = "outerHTML"
    if words:
        toast(response, words, tone=tone)
    return response


def load_stop(actor: Actor, public_id: str, stop_id: str) -> VisitStop:
    """A visit of a tour, among those that the actor may see."""
    rows = visible_stops(actor).filter(tour__public_id=public_id)
    return load_or_404(rows.select_related("tour", "company"), stop_id)


def seen_of_page(request: HttpRequest) -> int | None:
    """The revision of the tour that the page showed; None where it said none."""
    given = request.GET.get("seen", "")
    return seen_revision(given) if given else None


def _overtaken(request: HttpRequest, public_id: str) -> HttpResponse:
    words = _("Cette tournée a changé entre-temps : la voici telle qu’elle est. Rien n’a été enregistré.")
    return drawn_again(request, public_id, words, tone="warn")


def _change(request: HttpRequest, public_id: str, act: Callable[[], object], words: str = "") -> HttpResponse:
    try:
        act()
    except Conflict:
        return _overtaken(request, public_id)
    except Refused as refused:
        message = next(iter(refused.fields.values()), [refused.message])[0]
        return drawn_again(request, public_id, message, tone="warn")
    return drawn_again(request, public_id, words)


@require_POST
def order(request: HttpRequest, public_id: str, day: str) -> HttpResponse:
    """The visits of a day in the order of `order`: the one that moved takes its new place."""
    actor, on = actor_of(request), _day(day)
    tour = load_tour(actor, public_id)
    if not may_change_tour(actor, tour):
        raise NotAllowed(_("Cette tournée appartient à quelqu’un d’autre. Rien n’a été changé."))
    wanted = [key for key in request.POST.get("order", "").split(",") if key]
    stops = {stop.public_id: stop for stop in seen_of(tour) if stop.day == on}
    now = [key for key in stops if key in wanted]
    if sorted(now) != sorted(wanted):
        return _overtaken(request, public_id)
    moved = _moved(now, wanted)
    if moved is None:
        return drawn_again(request, public_id)
    place, seen = wanted.index(moved), seen_of_page(request)
    return _change(
        request, public_id, lambda: move_stop(actor, stops[moved], day=on, position=place, seen=seen)
    )


def _moved(before: list[str], after: list[str]) -> str | None:
    """The one key whose move makes one order of the other; the first that differs when several moved."""
    if before == after:
        return None
    for key in after:
        if [each for each in before if each != key] == [each for each in after if each != key]:
            return key
    return next(key for key, other in zip(after, before, strict=True) if key != other)


@require_POST
def day(request: HttpRequest, public_id: str, stop_id: str) -> HttpResponse:
    """Put a visit on a day: at its end, or at `position`."""
    actor = actor_of(request)
    stop = load_stop(actor, public_id, stop_id)
    on = _day(request.POST.get("day", ""))
    place, seen = whole_number(request.POST.get("position", "")), seen_of_page(request)
    position = LAST if place is None else place
    return _change(request, public_id, lambda: move_stop(actor, stop, day=on, position=position, seen=seen))


@require_POST
def dropping(request: HttpRequest, public_id: str, stop_id: str) -> HttpResponse:
    """Take a visit off the tour."""
    actor = actor_of(request)
    stop = load_stop(actor, public_id, stop_id)
    words = _("%(name)s n’est plus sur la tournée.") % {"name": stop.company.name}
    return _change(request, public_id, lambda: drop_stop(actor, stop, seen=seen_of_page(request)), words)


@require_POST
def solving(request: HttpRequest, public_id: str) -> HttpResponse:
    """Have the order worked out again, around what was fixed."""
    actor, tour = actor_of(request), load_tour(actor_of(request), public_id)
    try:
        solve_again(actor, tour, seen=seen_of_page(request))
    except Conflict:
        return _overtaken(request, public_id)
    except Refused as refused:
        return drawn_again(request, public_id, refused.message, tone="warn")
    return go(request, reverse("visits:tour", args=[public_id]))


@require_POST
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the visits into the calendar."""
    actor, tour = actor_of(request), load_tour(actor_of(request), public_id)
    try:
        made = put_in_calendar(actor, tour, seen=seen_of_page(request))
    except Conflict:
        return _overtaken(request, public_id)
    except Refused as refused:
        return drawn_again(request, public_id, refused.message, tone="warn")
    words = ngettext("%(count)s visite est à l’agenda.", "%(count)s visites sont à l’agenda.", made) % {
        "count": made
    }
    return drawn_again(request, public_id, words)


@require_POST
def calendar_removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the visits that are not made yet out of the calendar."""
    actor, tour = actor_of(request), load_tour(actor_of(request), public_id)
    try:
        gone = take_out_of_calendar(actor, tour)
    except Refused as refused:
        return drawn_again(request, public_id, refused.message, tone="warn")
    words = ngettext(
        "%(count)s visite a quitté l’agenda.", "%(count)s visites ont quitté l’agenda.", gone
    ) % {"count": gone}
    return drawn_again(request, public_id, words)


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete the tour; what is still planned leaves the calendar."""
    actor = actor_of(request)
    tour: VisitTour = load_tour(actor, public_id)
    name = tour_name(tour)
    try:
        delete_tour(actor, tour)
    except Refused as refused:
        return drawn_again(request, public_id, refused.message, tone="warn")
    flash(request, _("%(name)s\u00a0: supprimée.") % {"name": name})
    return go(request, reverse("visits:list"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise Http404(_("Ce jour n’existe pas.")) from error
