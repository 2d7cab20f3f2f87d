"""The hours of a tour written from the order of its visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import hours_of
from negoce.portfolio.visits.hours import Hours
from negoce.portfolio.visits.roads import Point
from negoce.portfolio.visits.schedule import Call, schedule
from negoce.portfolio.visits.terms import USUAL_HOURS, terms_of

_WRITTEN = ("day", "position", "arrival", "start", "end", "km", "driving", "problem", "left_out", "fixed_at")


def base_of(tour: VisitTour) -> Point:
    """Where its days begin and end."""
    return Point(tour.latitude, tour.longitude, tour.roads)


def point_of(stop: VisitStop) -> Point | None:
    """Where a company stands; None where nobody knows."""
    if stop.latitude is None or stop.longitude is None:
        return None
    return Point(stop.latitude, stop.longitude, stop.roads)


def days_of(tour: VisitTour) -> tuple[date, ...]:
    """The days of a tour."""
    return tuple(date.fromisoformat(each) for each in tour.days)


def write_days(tour: VisitTour, days: Mapping[date, Sequence[VisitStop]]) -> None:
    """Keep visits on their days in this order, with the hours that follow; a constant number of queries."""
    stops = [stop for day in days.values() for stop in day]
    hours = hours_of(stop.company_id for stop in stops)
    for day, visits in days.items():
        _time(tour, day, visits, hours)
    VisitStop.objects.bulk_update(stops, _WRITTEN)


def leave_out(stops: Iterable[VisitStop], reasons: Mapping[int, str]) -> None:
    """Keep visits as left out, each with its reason by key of the stop."""
    rows = list(stops)
    for stop in rows:
        clear(stop)
        stop.left_out = reasons[stop.pk]
    VisitStop.objects.bulk_update(rows, _WRITTEN)


def clear(stop: VisitStop) -> None:
    """Take a visit off its day."""
    stop.day = stop.arrival = stop.start = stop.end = None
    stop.position, stop.km, stop.driving, stop.problem = 0, 0.0, 0, ""


def _time(
    tour: VisitTour, day: date, visits: Sequence[VisitStop], hours: Mapping[int, tuple[Hours, int | None]]
) -> None:
    calls = []
    for stop in visits:
        open_hours = hours.get(stop.company_id, (USUAL_HOURS, None))[0]
        point = point_of(stop) or base_of(tour)
        calls.append(Call(point, stop.minutes, open_hours.on(day.weekday()), stop.fixed_at))
    plan = schedule(base_of(tour), calls, terms_of(tour.terms), start=tour.day_start, end=tour.day_end)
    for position, (stop, timed) in enumerate(zip(visits, plan.visits, strict=True)):
        stop.day, stop.position, stop.left_out = day, position, ""
        stop.arrival, stop.start, stop.end = timed.arrival, timed.start, timed.end
        stop.km, stop.driving, stop.problem = timed.km, timed.driving, timed.problem
