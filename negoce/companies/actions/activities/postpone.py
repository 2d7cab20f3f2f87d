"""Moves something planned to another day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import checked_moment, visible_activity
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.actions.activities.update import write_changes
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.rules.activity_moment import Moment, parse_moment
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Conflict, refuse_field


def postpone_activity(
    actor: Actor, activity: Activity, *, to: object, seen: date | None = None, batch: str = ""
) -> Activity:
    """Plan at another moment: a datetime, a date, or words ("lundi 14h"). A day alone keeps the hour.

    `seen` is the day that the person saw it on. Raises NotAllowed, Refused when it is not planned or the moment
    cannot be read, Conflict when somebody else gave it another day meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if row.state != ActivityState.PLANNED:
            raise refuse_field("to", _("Cette activité n’est plus à faire : rien à reporter."))
        here = timezone.localtime(row.starts_at).date()
        if seen is not None and seen != here:
            words = _("Quelqu’un l’a mise au %(day)s entre-temps. Rien n’a été changé.")
            day = format_date(here, actor.language)
            raise Conflict(words % {"day": day}, field="starts_at", current=row.starts_at)
        if to is None or str(to).strip() == "":
            raise refuse_field("to", _("Pour quand ? Par exemple « demain 9h », « lundi » ou 21/11."))
        moment, all_day = checked_moment(_with_hour(row, to), ActivityState.PLANNED.value, field="to")
        told = write_changes(row, {"starts_at": moment, "all_day": all_day})
        if told:
            after_change(actor, row, "postponed", told, batch=batch)
    return row


def _with_hour(row: Activity, to: object) -> object:
    """The words read, with the present hour of the activity when they only tell a day."""
    if row.all_day or isinstance(to, datetime):
        return to
    here = timezone.localtime(row.starts_at)
    now = timezone.localtime().replace(tzinfo=None)
    read = parse_moment(str(to), now).value if isinstance(to, str) else None
    if read is not None and read.hour is None:
        return Moment(read.day, here.time().replace(second=0, microsecond=0))
    return to
