"""Puts the visits of a tour into the calendar, as planned visits at their hours, and takes them out again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.delete import delete_activity, may_delete_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.tours.checks import changeable_tour, take_revision
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import visible_stops


def moment_of(day: date, minute: int) -> datetime:
    """A minute of a day, as a moment here."""
    return timezone.make_aware(datetime.combine(day, time()) + timedelta(minutes=minute))


def put_in_calendar(actor: Actor, tour: VisitTour, *, seen: int | None = None) -> int:
    """Make a planned visit of each stop that has none; returns how many. Done already, nothing happens.

    Raises NotAllowed, Conflict, and Refused for an empty tour or one with hours that cannot be kept.
    """
    with transaction.atomic():
        row = changeable_tour(actor, tour)
        if row.in_calendar_at is not None:
            return 0
        stops = list(_placed(actor, row))
        _check(stops)
        take_revision(row, seen)
        batch, made = new_public_id(), 0
        for stop in stops:
            made += _put(actor, row, stop, batch)
        VisitTour.objects.filter(pk=row.pk).update(in_calendar_at=timezone.now())
        _record(actor, row, (False, True))
    return made


def take_out_of_calendar(actor: Actor, tour: VisitTour) -> int:
    """Take the visits that are still planned out of the calendar; what is done stays. Returns how many went.

    Raises NotAllowed, Refused.
    """
    with transaction.atomic():
        row = changeable_tour(actor, tour)
        if row.in_calendar_at is None:
            return 0
        take_revision(row, None)
        keys = [
            stop.activity_id
            for stop in _placed(actor, row)
            if stop.activity_id is not None and not stop.is_appointment
        ]
        planned = visible_activities(actor).filter(pk__in=keys, state=ActivityState.PLANNED.value)
        batch, gone = new_public_id(), 0
        for activity in planned.order_by("pk"):
            if may_delete_activity(actor, activity):
                delete_activity(actor, activity, batch=batch)
            else:
                cancel_activity(actor, activity, batch=batch)
            VisitStop.objects.filter(tour=row, activity=activity).update(activity=None)
            gone += 1
        VisitTour.objects.filter(pk=row.pk).update(in_calendar_at=None)
        _record(actor, row, (True, False))
    return gone


def _record(actor: Actor, tour: VisitTour, change: tuple[bool, bool]) -> None:
    entry = Entry("changed", "visit_tour", tour.pk, tour.first_day.isoformat(), changes={"calendar": change})
    record(actor, entry)


def _placed(actor: Actor, tour: VisitTour) -> list[VisitStop]:
    rows = visible_stops(actor).filter(tour=tour, day__isnull=False)
    return list(rows.select_related("company", "activity").order_by("day", "position", "pk"))


def _check(stops: list[VisitStop]) -> None:
    if not stops:
        raise Refused(_("Cette tournée n’a aucune visite : rien n’a été mis à l’agenda."))
    late = next((stop for stop in stops if stop.problem), None)
    if late is not None:
        raise Refused(
            _(
                "L’heure prévue chez %(name)s ne peut pas être tenue : déplacez cette visite ou retirez-la. "
                "Rien n’a été mis à l’agenda."
            )
            % {"name": late.company.name}
        )
    passed = next((stop for stop in stops if stop.day is not None and stop.day < timezone.localdate()), None)
    if passed is not None:
        raise Refused(_("Un jour de cette tournée est passé : rien n’a été mis à l’agenda."))


def _put(actor: Actor, tour: VisitTour, stop: VisitStop, batch: str) -> int:
    if stop.day is None or stop.start is None:
        return 0
    known = stop.activity
    if known is not None and known.deleted_at is None and known.state != ActivityState.CANCELLED.value:
        return 0
    values = {
        "kind": ActivityKind.VISIT.value,
        "state": ActivityState.PLANNED.value,
        "starts_at": moment_of(stop.day, stop.start),
        "duration_minutes": stop.minutes,
        "owner": tour.owner_id,
        "subject": _("Visite\u00a0: %(name)s") % {"name": stop.company.name[:150]},
    }
    activity = create_activity(actor, values=values, company=stop.company, batch=batch)
    VisitStop.objects.filter(pk=stop.pk).update(activity=activity)
    return 1
