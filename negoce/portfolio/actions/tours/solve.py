"""Works a tour out, by the solver, and keeps it; asked again, it keeps what people fixed."""

from __future__ import annotations

import time

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.tours.checks import changeable_tour, take_revision
from negoce.portfolio.actions.tours.create import TASK
from negoce.portfolio.actions.tours.timing import base_of, days_of, leave_out, point_of, write_days
from negoce.portfolio.enums import LeftOut, TourState
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import hours_of, may_change_tour, visible_tours
from negoce.portfolio.visits.problem import Candidate, Problem
from negoce.portfolio.visits.solve import SECONDS, Solution, solve
from negoce.portfolio.visits.terms import USUAL_HOURS, terms_of


def solve_again(actor: Actor, tour: VisitTour, *, seen: int | None = None) -> Job:
    """Ask for the order to be worked out anew: fixed visits stay, those dropped by hand stay away.

    Raises NotAllowed, Conflict, and Refused once the tour stands in the calendar.
    """
    with transaction.atomic():
        row = _stopped(actor, tour) or changeable_tour(actor, tour)
        if row.in_calendar_at is not None:
            raise Refused(
                _(
                    "Cette tournée est à l’agenda : retirez-la de l’agenda avant de la recalculer. Rien n’a été changé."
                )
            )
        take_revision(row, seen)
        VisitTour.objects.filter(pk=row.pk).update(state=TourState.COMPUTING.value)
        return enqueue(TASK, {"tour": row.public_id}, actor_id=actor.user_id)


def is_under_way(tour: VisitTour) -> bool:
    """Whether a job works on a tour, or will; one that failed or was cancelled leaves it to be asked for again."""
    waiting = (JobState.WAITING.value, JobState.RUNNING.value, JobState.PAUSED.value)
    return Job.objects.filter(task=TASK, arguments__tour=tour.public_id, state__in=waiting).exists()


def _stopped(actor: Actor, tour: VisitTour) -> VisitTour | None:
    """The tour, when it waits for a job that is no more; None when it does not wait, or its job goes on."""
    row = visible_tours(actor).filter(pk=tour.pk, state=TourState.COMPUTING.value).first()
    if row is None or not may_change_tour(actor, row) or is_under_way(row):
        return None
    return row


def finish_tour(public_id: str, *, seconds: float = SECONDS) -> int:
    """Work out a tour that waits; returns how many visits it has. Run twice, it does it once."""
    tour = VisitTour.objects.filter(public_id=public_id, state=TourState.COMPUTING.value).first()
    if tour is None:
        return 0
    stops = {
        stop.pk: stop
        for stop in VisitStop.objects.filter(tour=tour, company__deleted_at__isnull=True).order_by("pk")
    }
    began = time.perf_counter()
    found = solve(_problem(tour, stops), seconds=seconds)
    spent = time.perf_counter() - began
    with transaction.atomic():
        mine = VisitTour.objects.filter(pk=tour.pk, state=TourState.COMPUTING.value, revision=tour.revision)
        if not mine.update(state=TourState.READY.value, seconds=spent, revision=F("revision") + 1):
            return 0
        _keep(tour, stops, found)
    return sum(len(day) for day in found.days)


def _problem(tour: VisitTour, stops: dict[int, VisitStop]) -> Problem:
    days = days_of(tour)
    hours = hours_of(stop.company_id for stop in stops.values())
    candidates: list[Candidate] = []
    for stop in stops.values():
        point = point_of(stop)
        if point is None or stop.left_out == LeftOut.BY_HAND.value:
            continue
        fixed = stop.fixed_at is not None and stop.day in days
        candidates.append(
            Candidate(
                stop.pk,
                point,
                hours.get(stop.company_id, (USUAL_HOURS, None))[0],
                stop.minutes,
                float(stop.worth),
                days.index(stop.day) if fixed and stop.day is not None else None,
                stop.fixed_at if fixed else None,
            )
        )
    return Problem(base_of(tour), days, tour.day_start, tour.day_end, tuple(candidates), terms_of(tour.terms))


def _keep(tour: VisitTour, stops: dict[int, VisitStop], found: Solution) -> None:
    days = dict(zip(days_of(tour), found.days, strict=True))
    leave_out([stops[key] for key in found.left_out], found.left_out)
    write_days(tour, {day: [stops[key] for key in keys] for day, keys in days.items()})
