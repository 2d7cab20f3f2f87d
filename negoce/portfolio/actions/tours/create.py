"""Asks for a tour: its candidates are kept with what a visit to each is worth, a job works the days out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.rules.places import Place
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.enums import LeftOut
from negoce.portfolio.models import VisitStart, VisitStop, VisitTour
from negoce.portfolio.queries.appointments import Appointment
from negoce.portfolio.queries.tour_candidates import CandidateLine
from negoce.portfolio.queries.tours import hours_of, people_to_plan_for
from negoce.portfolio.visits.terms import TourTerms
from negoce.prospecting.models import ProspectingPlan

TASK = "portfolio.plan_tour"
MOST_DAYS = 10
_AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class TourAsked:
    """Whose tour, which days, from where and between which minutes of the day."""

    person_id: int
    days: tuple[date, ...]
    start: Place
    day_start: int
    day_end: int
    unseen: int = 0
    plan: ProspectingPlan | None = None


def create_tour(
    actor: Actor,
    asked: TourAsked,
    lines: Sequence[CandidateLine],
    terms: TourTerms,
    *,
    today: date,
    appointments: Mapping[int, Appointment] | None = None,
) -> tuple[VisitTour, Job]:
    """Keep a tour to be worked out, and remember where the person's days begin.

    `lines` were read with the actor's rights; `appointments`, by company, keep their hours on the tour. Raises
    NotAllowed, Refused with the faulty fields.
    """
    require(actor, Permission.CREATE)
    if not people_to_plan_for(actor).filter(pk=asked.person_id).exists():
        raise NotAllowed(_("Vous ne préparez pas les tournées de cette personne. Rien n’a été créé."))
    _check(asked, lines, today)
    days = sorted(set(asked.days))
    with transaction.atomic():
        tour = VisitTour.objects.create(
            owner_id=asked.person_id,
            created_by_id=actor.user_id,
            plan=asked.plan,
            first_day=days[0],
            days=[day.isoformat() for day in days],
            start_name=asked.start.name,
            start_code=asked.start.postal_code,
            latitude=asked.start.latitude,
            longitude=asked.start.longitude,
            roads=asked.start.roads,
            day_start=asked.day_start,
            day_end=asked.day_end,
            terms={name: str(value) for name, value in asdict(terms).items()},
            with_margins=actor.may_read(FieldGroup.MARGIN),
            unseen=asked.unseen,
        )
        VisitStop.objects.bulk_create(_stops(tour, lines, terms, appointments or {}))
        VisitStart.objects.update_or_create(
            person_id=asked.person_id,
            defaults={
                "postal_code": asked.start.postal_code,
                "name": asked.start.name,
                "day_start": asked.day_start,
                "day_end": asked.day_end,
            },
        )
        record(actor, Entry("created", "visit_tour", tour.pk, days[0].isoformat()))
        job = enqueue(TASK, {"tour": tour.public_id}, actor_id=actor.user_id)
    return tour, job


def _check(asked: TourAsked, lines: Sequence[CandidateLine], today: date) -> None:
    if not asked.days:
        raise refuse_field("days", _("Choisissez au moins un jour."))
    if len(set(asked.days)) > MOST_DAYS:
        raise refuse_field("days", _("%(most)s jours au plus par tournée.") % {"most": MOST_DAYS})
    if min(asked.days) < today or max(asked.days) > today + _AHEAD:
        raise refuse_field("days", _("Choisissez des jours à partir d’aujourd’hui, dans les six mois."))
    if asked.day_end - asked.day_start < 60:
        raise refuse_field(
            "day_end", _("Une journée dure au moins une heure : revoyez le départ et le retour.")
        )
    if not any(line.place is not None for line in lines):
        raise Refused(
            _("Aucune entreprise choisie n’a de position connue : donnez leur code postal et leur ville.")
        )


def _stops(
    tour: VisitTour,
    lines: Sequence[CandidateLine],
    terms: TourTerms,
    appointments: Mapping[int, Appointment],
) -> list[VisitStop]:
    hours = hours_of(line.company_id for line in lines)
    usual = int(terms.visit_minutes)
    stops = [
        VisitStop(
            tour=tour,
            company_id=line.company_id,
            place=line.city or (line.place.name if line.place else ""),
            latitude=line.place.latitude if line.place else None,
            longitude=line.place.longitude if line.place else None,
            roads=line.place.roads if line.place else "",
            value=line.interest.value,
            need=line.interest.need,
            worth=line.interest.euros,
            reasons=[
                {"code": each.code, "figures": {name: str(value) for name, value in each.figures.items()}}
                for each in line.interest.reasons
            ],
            minutes=hours[line.company_id][1] or usual if line.company_id in hours else usual,
            left_out=(LeftOut.WAITING if line.place else LeftOut.NO_PLACE).value,
        )
        for line in lines
    ]
    for stop in stops:
        found = appointments.get(stop.company_id)
        if found is not None and stop.latitude is not None and tour.day_start <= found.minute < tour.day_end:
            stop.day, stop.fixed_at, stop.minutes = found.day, found.minute, found.minutes or stop.minutes
            stop.activity_id, stop.is_appointment = found.activity_id, True
    return stops
