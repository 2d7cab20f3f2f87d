"""A tour taken along: a calendar file, a sheet on paper; a visit announced by a message."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.calendar_file import Event, calendar_file
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.parameters.queries.seller import seller
from negoce.portfolio.actions.tours.calendar import moment_of
from negoce.portfolio.documents.tour_sheet import SheetDay, SheetVisit, TourSheet, tour_pdf
from negoce.portfolio.enums import TourState
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tour_sheet import KnownOfCompany, known_of
from negoce.ui.words.figures import cents, money, number
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft
from negoce.web.visits.arranging import load_stop
from negoce.web.visits.day_road import day_road
from negoce.web.visits.tour import cost_of, load_tour, split
from negoce.web.visits.words import day_name, hour, kilometres, lasting, said_reasons, tour_name


@require_GET
def ics(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visits as a calendar file; read again, it brings the same events up to date."""
    actor = actor_of(request)
    tour = _ready(actor, public_id)
    days, _out = split(tour)
    known = known_of(actor, [stop.company_id for _day, stops in days for stop in stops])
    events = [_event(tour, stop, known[stop.company_id]) for _day, stops in days for stop in stops]
    content = calendar_file(events, made_at=timezone.now(), name=tour_name(tour))
    return _file(content, "text/calendar; charset=utf-8", f"tournee-{tour.first_day:%Y-%m-%d}.ics")


@require_GET
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet of the tour as a PDF."""
    actor = actor_of(request)
    tour = _ready(actor, public_id)
    content = tour_pdf(_sheet(actor, tour), seller_identity(seller()), language())
    return _file(content, "application/pdf", f"tournee-{tour.first_day:%Y-%m-%d}.pdf")


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, public_id: str, stop_id: str) -> HttpResponse:
    """Announce a visit, in a message that is read before it leaves."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    stop = load_stop(actor, public_id, stop_id)
    if stop.day is None:
        raise Http404(_("Cette visite n’est sur aucun jour."))
    draft = Draft(
        title=_("Annoncer la visite\u00a0: %(name)s") % {"name": stop.company.name},
        kind=MessageKind.VISIT,
        company=stop.company,
        purpose=ContactPurpose.PROFESSIONAL,
        template="visit_announced",
        fields={"visit_day": day_name(stop.day), "visit_hour": hour(stop.start)},
        related_kind="visit_stop",
        related_id=stop.public_id,
    )
    return compose_message(
        request, draft, url=request.path, done_url=reverse("visits:tour", args=[public_id])
    )


def _ready(actor: Actor, public_id: str) -> VisitTour:
    tour = load_tour(actor, public_id)
    if tour.state != TourState.READY.value:
        raise Http404(_("Cette tournée se calcule encore."))
    return tour


def _event(tour: VisitTour, stop: VisitStop, known: KnownOfCompany) -> Event:
    assert stop.day is not None
    start = moment_of(stop.day, stop.start or tour.day_start)
    lines = [", ".join(known.people), ", ".join(known.phones), *known.promises]
    return Event(
        uid=f"{stop.public_id}@negoce",
        start=start,
        end=start + timedelta(minutes=stop.minutes),
        title=_("Visite\u00a0: %(name)s") % {"name": stop.company.name},
        place=known.address or stop.place,
        text="\n".join(line for line in lines if line),
        position=None if stop.latitude is None or stop.longitude is None else (stop.latitude, stop.longitude),
    )


def _sheet(actor: Actor, tour: VisitTour) -> TourSheet:
    days, _out = split(tour)
    known = known_of(actor, [stop.company_id for _day, stops in days for stop in stops])
    found = cost_of(tour, days)
    made = []
    for day, stops in days:
        if not stops:
            continue
        road = day_road(tour, stops)
        note = _("Départ %(leave)s, retour %(back)s, %(km)s") % {
            "leave": hour(road.leave),
            "back": hour(road.back),
            "km": kilometres(road.km),
        }
        made.append(SheetDay(day_name(day), note, [_visit(stop, known[stop.company_id]) for stop in stops]))
    return TourSheet(
        title=tour_name(tour),
        subtitle=_("%(who)s, depuis %(start)s") % {"who": tour.owner.full_name, "start": tour.start_name},
        made_on=timezone.localdate(),
        days=made,
        tiles=(
            (_("Visites"), number(found.visits), ""),
            (_("Route"), kilometres(float(found.km)), lasting(found.driving)),
            (
                _("Coût"),
                money(found.total),
                _("%(each)s la visite") % {"each": cents(found.each)} if found.each else "",
            ),
        ),
    )


def _visit(stop: VisitStop, known: KnownOfCompany) -> SheetVisit:
    return SheetVisit(
        hours=f"{hour(stop.start)} – {hour(stop.end)}",
        road=f"{kilometres(stop.km)}, {lasting(stop.driving)}",
        company=stop.company.name,
        address=known.address or stop.place,
        people=", ".join(known.people),
        phones=", ".join(known.phones),
        # Sentences of value hold margins: a sheet lies on a dashboard.
        why=" ".join(said_reasons([each for each in stop.reasons if each["code"] in _ON_PAPER])),
        promises=" ; ".join(known.promises),
    )


_ON_PAPER = frozenset({"visit.never", "visit.since", "visit.contract", "visit.promises", "visit.dormant"})


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
