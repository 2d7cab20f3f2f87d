"""One tour: its map, its days in order, who is left out and why, what it costs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.portfolio.actions.tours.create import TASK
from negoce.portfolio.actions.tours.solve import is_under_way
from negoce.portfolio.actions.tours.timing import days_of
from negoce.portfolio.enums import LeftOut, TourState
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.service_costs import visit_cost_on
from negoce.portfolio.queries.tours import may_change_tour, seen_of, visible_tours, with_stops
from negoce.portfolio.rules.tour_cost import TourCost, tour_cost
from negoce.portfolio.visit_words import LEFT_OUT, PROBLEMS
from negoce.portfolio.visits.terms import terms_of
from negoce.ui.words.figures import NOTHING, cents, money, number
from negoce.web.addresses import address_of
from negoce.web.http import actor_of
from negoce.web.visits.day_road import day_road
from negoce.web.visits.drawn import hue_of, tour_map
from negoce.web.visits.words import day_name, hour, kilometres, lasting, said_reasons, tour_name

Days = Sequence[tuple[date, Sequence[VisitStop]]]


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tour, or how far its working out is."""
    actor = actor_of(request)
    tour = load_tour(actor, public_id)
    template = (
        "web/visits/_tour.html" if request.headers.get("HX-Target") == "tour" else "web/visits/tour.html"
    )
    return render(request, template, context_of(actor, tour))


def load_tour(actor: Actor, public_id: str) -> VisitTour:
    """The tour with its stops, among those that the actor may see."""
    tour = with_stops(actor, visible_tours(actor)).filter(public_id=public_id).first()
    if tour is None:
        raise Http404(_("Cette tournée n’existe pas, ou n’est pas visible pour vous."))
    return tour


def context_of(actor: Actor, tour: VisitTour) -> Mapping[str, Any]:
    """What the page shows of a tour."""
    if tour.state == TourState.COMPUTING.value:
        job = _job(tour) if is_under_way(tour) else None
        return {
            **_head(actor, tour),
            "job": job,
            "computing": True,
            "may_change": may_change_tour(actor, tour),
        }
    days, out = split(tour)
    may_change = may_change_tour(actor, tour)
    free = may_change and tour.in_calendar_at is None
    margins = actor.may_read(FieldGroup.MARGIN) or not tour.with_margins
    return {
        **_head(actor, tour),
        "computing": False,
        "may_change": may_change,
        "free": free,
        "in_calendar": tour.in_calendar_at is not None,
        "days": [_day(tour, place, day, stops, margins) for place, (day, stops) in enumerate(days)],
        "day_choices": [{"value": day.isoformat(), "label": day_name(day)} for day, _stops in days],
        "out": [_left_out(each, margins) for each in out],
        "unseen": tour.unseen,
        "unseen_words": number(tour.unseen),
        "cost": _cost(tour, days, margins),
        "map": json.dumps(tour_map(tour, days, out)),
        "seconds": number(Decimal(str(round(tour.seconds or 0, 1))), 1),
        "looked": number(len(seen_of(tour))),
    }


def split(tour: VisitTour) -> tuple[Days, Sequence[VisitStop]]:
    """The stops by day, in order, and those left out, the most worth first."""
    by_day: dict[date, list[VisitStop]] = {day: [] for day in days_of(tour)}
    out: list[VisitStop] = []
    for stop in seen_of(tour):
        if stop.day in by_day:
            by_day[stop.day].append(stop)
        else:
            out.append(stop)
    out.sort(key=lambda each: (each.left_out == LeftOut.NO_PLACE.value, -each.worth, each.company.name))
    return list(by_day.items()), out


def cost_of(tour: VisitTour, days: Days) -> TourCost:
    """What the whole tour takes and costs."""
    roads = [day_road(tour, stops) for _day, stops in days]
    every = [stop for _day, stops in days for stop in stops]
    terms = terms_of(tour.terms)
    return tour_cost(
        visits=len(every),
        km=Decimal(str(round(sum(road.km for road in roads), 1))),
        driving=sum(road.driving for road in roads),
        visiting=sum(stop.minutes for stop in every),
        km_cost=terms.km_cost,
        hour_cost=terms.hour_cost,
    ).value


def _head(actor: Actor, tour: VisitTour) -> Mapping[str, Any]:
    return {
        "tour": tour,
        "name": tour_name(tour),
        "who": tour.owner.full_name,
        "is_mine": tour.owner_id == actor.user_id,
        "plan": tour.plan,
    }


def _job(tour: VisitTour) -> Job | None:
    return Job.objects.filter(task=TASK, arguments__tour=tour.public_id).order_by("-pk").first()


def _day(
    tour: VisitTour, place: int, day: date, stops: Sequence[VisitStop], margins: bool
) -> Mapping[str, Any]:
    road = day_road(tour, stops)
    return {
        "iso": day.isoformat(),
        "name": day_name(day),
        "hue": hue_of(place),
        "leave": hour(road.leave),
        "back": hour(road.back),
        "over": lasting(road.over) if road.over else "",
        "km": kilometres(road.km),
        "driving": lasting(road.driving),
        "count": len(stops),
        "stops": [_stop(tour, rank, each, margins) for rank, each in enumerate(stops, start=1)],
    }


def _stop(tour: VisitTour, rank: int, stop: VisitStop, margins: bool) -> Mapping[str, Any]:
    return {
        **_common(stop, margins),
        "rank": rank,
        "hours": f"{hour(stop.start)} – {hour(stop.end)}",
        "fixed": stop.fixed_at is not None,
        "appointment": stop.is_appointment,
        "road": f"{kilometres(stop.km)} · {lasting(stop.driving)}",
        "problem": PROBLEMS.get(stop.problem, ""),
        "day": stop.day.isoformat() if stop.day else "",
        "geo": f"geo:{stop.latitude:.4f},{stop.longitude:.4f}" if stop.latitude is not None else "",
        "activity_url": _activity_url(stop),
        "hour_url": f"{reverse('visits:stop_hour', args=[tour.public_id, stop.public_id])}?seen={tour.revision}",
    }


def _left_out(stop: VisitStop, margins: bool) -> Mapping[str, Any]:
    return {
        **_common(stop, margins),
        "why": LEFT_OUT.get(stop.left_out, ""),
        "may_come": stop.latitude is not None
        and stop.left_out not in {LeftOut.NO_ROAD.value, LeftOut.NO_PLACE.value},
    }


def _common(stop: VisitStop, margins: bool) -> Mapping[str, Any]:
    return {
        "id": stop.public_id,
        "name": stop.company.name,
        "url": address_of("companies:record", stop.company.public_id),
        "company_id": stop.company.public_id,
        "place": stop.place,
        "worth": money(stop.worth) if margins else "",
        "formula": f"{cents(stop.value)} × {number(stop.need, 2)}" if margins else "",
        "reasons": said_reasons(stop.reasons) if margins else [],
    }


def _activity_url(stop: VisitStop) -> str:
    if stop.activity is None or stop.activity.deleted_at is not None:
        return ""
    return address_of("activities:record", stop.activity.public_id)


def _cost(tour: VisitTour, days: Days, margins: bool) -> Mapping[str, Any]:
    found = cost_of(tour, days)
    worth = sum((stop.worth for _day, stops in days for stop in stops), Decimal(0))
    usual = visit_cost_on(timezone.localdate())
    return {
        "visits": number(found.visits),
        "km": kilometres(float(found.km)),
        "driving": lasting(found.driving),
        "visiting": lasting(found.visiting),
        "road": money(found.road),
        "time": money(found.time),
        "total": money(found.total),
        "each": cents(found.each) if found.each is not None else NOTHING,
        "usual": cents(usual) if usual is not None else "",
        "worth": money(worth) if margins else "",
        "left": money(worth - found.total) if margins else "",
        "tone": ("good" if worth >= found.total else "bad") if margins else "",
    }
