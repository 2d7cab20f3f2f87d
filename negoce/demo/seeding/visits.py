"""A tour of visits of the coming days, worked out as a salesperson would: it waits to be put into the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.companies.rules.places import place_of
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.kit.working_days import next_working_day
from negoce.portfolio.actions.tours.create import TourAsked, create_tour
from negoce.portfolio.models import VisitTour
from negoce.portfolio.queries.tour_candidates import CandidatesAsked, tour_candidates
from negoce.portfolio.queries.tours import current_terms
from negoce.portfolio.visits.roads import Point

# Two days of the most useful sixty: the solver has it in two seconds.
DAYS, CANDIDATES = 2, 60


def write_tour(today: date) -> int:
    """Ask for the tour of the first who sells, once; returns how many visits were thought of."""
    person = User.objects.filter(role=Role.SALESPERSON.value, is_active=True).order_by("pk").first()
    start = place_of("38000", "Grenoble")
    if person is None or start is None or VisitTour.objects.filter(owner=person).exists():
        return 0
    actor, terms = actor_for(person), current_terms()
    base = Point(start.latitude, start.longitude, start.roads)
    found = tour_candidates(CandidatesAsked(actor, person.pk, today, terms, base))
    lines = [each for each in found.lines if each.place is not None][:CANDIDATES]
    if not lines:
        return 0
    days: list[date] = []
    day = today
    while len(days) < DAYS:
        day = next_working_day(day + timedelta(days=1))
        days.append(day)
    create_tour(actor, TourAsked(person.pk, tuple(days), start, 480, 1_080), lines, terms, today=today)
    return len(lines)
