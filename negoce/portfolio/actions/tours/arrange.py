"""A tour set by hand: a visit moved, fixed at an hour, dropped or taken in; the hours of its days follow."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.actions.tours.checks import changeable_stop, take_revision
from negoce.portfolio.actions.tours.timing import base_of, days_of, leave_out, point_of, write_days
from negoce.portfolio.enums import LeftOut
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import visible_stops

MOST_MINUTES = 480
# A position beyond all others: the end of the day.
LAST = 9_999


def move_stop(
    actor: Actor, stop: VisitStop, *, day: date, position: int, seen: int | None = None
) -> VisitTour:
    """Put a visit at a place of a day, from another, or from those left out.

    `position` counts the visits that the actor sees; those to companies hidden from them keep their place.
    Raises NotAllowed, Conflict, and Refused for a day that is not of the tour or where no road leads.
    """
    with transaction.atomic():
        row = changeable_stop(actor, stop)
        tour = row.tour
        _require_free(tour)
        _require_movable(row)
        if day not in days_of(tour):
            raise refuse_field("day", _("Ce jour n’est pas de la tournée. Rien n’a été changé."))
        point = point_of(row)
        if point is None or point.roads != base_of(tour).roads:
            raise Refused(
                _(
                    "Aucune route connue ne mène à %(name)s depuis %(start)s : la visite reste hors de la tournée."
                )
                % {"name": row.company.name, "start": tour.start_name}
            )
        take_revision(tour, seen)
        days = _days(tour, but=row.pk)
        if row.day != day:
            row.fixed_at = None
        days[day].insert(_place(actor, days[day], position), row)
        write_days(tour, days)
    return tour


def fix_stop(
    actor: Actor, stop: VisitStop, *, minute: int | None, minutes: int | None = None, seen: int | None = None
) -> VisitTour:
    """Fix a visit at a minute of its day, or free it with None; `minutes` changes how long it lasts.

    A fixed visit takes its place in the order of hours. Raises NotAllowed, Conflict, Refused.
    """
    with transaction.atomic():
        row = changeable_stop(actor, stop)
        tour = row.tour
        _require_free(tour)
        _require_movable(row)
        if row.day is None:
            raise refuse_field("hour", _("Cette visite n’est sur aucun jour : placez-la d’abord."))
        if minute is not None and not tour.day_start <= minute < tour.day_end:
            raise refuse_field("hour", _("Cette heure est hors de la journée de la tournée."))
        if minutes is not None and not 5 <= minutes <= MOST_MINUTES:
            raise refuse_field("minutes", _("Une visite dure de 5 minutes à 8 heures."))
        take_revision(tour, seen)
        days = _days(tour, but=row.pk)
        row.fixed_at, row.minutes = minute, minutes or row.minutes
        VisitStop.objects.filter(pk=row.pk).update(minutes=row.minutes)
        places = days[row.day]
        place = row.position
        if minute is not None:
            place = sum(1 for each in places if each.start is not None and each.start < minute)
        places.insert(min(place, len(places)), row)
        write_days(tour, days)
    return tour


def drop_stop(actor: Actor, stop: VisitStop, *, seen: int | None = None) -> VisitTour:
    """Take a visit off the tour; it stays among those left out. Raises NotAllowed, Conflict, Refused."""
    with transaction.atomic():
        row = changeable_stop(actor, stop)
        tour = row.tour
        _require_free(tour)
        take_revision(tour, seen)
        days = _days(tour, but=row.pk)
        row.fixed_at = None
        leave_out([row], {row.pk: LeftOut.BY_HAND.value})
        write_days(tour, days)
    return tour


def _place(actor: Actor, stops: list[VisitStop], position: int) -> int:
    """The place among all visits of a day of one among those that the actor sees: right after the one before it."""
    if position <= 0:
        return 0
    keys = [stop.pk for stop in stops]
    seen = set(visible_stops(actor).filter(pk__in=keys).values_list("pk", flat=True))
    places = [place for place, key in enumerate(keys) if key in seen]
    return places[position - 1] + 1 if position <= len(places) else len(stops)


def _days(tour: VisitTour, *, but: int) -> dict[date, list[VisitStop]]:
    """The visits of each day in order, one left aside."""
    days: dict[date, list[VisitStop]] = {day: [] for day in days_of(tour)}
    rows = VisitStop.objects.filter(tour=tour, day__isnull=False).exclude(pk=but)
    for stop in rows.order_by("day", "position", "pk"):
        if stop.day in days:
            days[stop.day].append(stop)
    return days


def _require_movable(stop: VisitStop) -> None:
    if stop.is_appointment and stop.day is not None:
        raise Refused(_("Ce rendez-vous est déjà à l’agenda : changez-y son heure. Rien n’a été changé."))


def _require_free(tour: VisitTour) -> None:
    if tour.in_calendar_at is not None:
        raise Refused(
            _("Cette tournée est à l’agenda : retirez-la de l’agenda pour la changer. Rien n’a été changé.")
        )
