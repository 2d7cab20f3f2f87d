"""Keeps the task that the end of a certificate orders: planned once, moved with its day, gone once it is renewed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor, system_actor
from negoce.negotiation.models import OwnCertificate
from negoce.negotiation.rules.tender_alarms import AlarmMove, AlarmStored, alarm_move, warning_day
from negoce.negotiation.words.tender_file import renewal_subject


def keep_alarm(row: OwnCertificate, *, was_before: int | None = None, is_renamed: bool = False) -> bool:
    """Bring the task of a certificate in step with its end, inside the caller's transaction; whether anything changed.

    `was_before` is how many days before its task was planned for, where that has just changed. The program plans it:
    the task is somebody's own, whom whoever renews the certificate may not see.
    """
    actor, today, task = system_actor(_("Documents de la maison")), timezone.localdate(), _to_do(row)
    day = row.expires_on if row.replaced_by_id is None else None
    before = row.days_before if was_before is None else was_before
    move = alarm_move(AlarmStored(row.alarm_day, before, task is not None), day, row.days_before, today)
    if move is AlarmMove.CANCEL and task is not None:
        cancel_activity(actor, task)
        row.alarm_day = None
    elif move is AlarmMove.PLAN and day is not None:
        row.task, row.alarm_day = _planned(actor, row, day, today), day
    elif (
        task is None
        or day is None
        or not _follow(actor, row, task, day if move is AlarmMove.MOVE else None, is_renamed=is_renamed)
    ):
        return False
    row.save(update_fields=["task", "alarm_day"])
    return True


def drop_alarm(row: OwnCertificate) -> None:
    """Give up the task of a certificate that goes; inside the caller's transaction."""
    task = _to_do(row)
    if task is not None:
        cancel_activity(system_actor(_("Documents de la maison")), task)


def _follow(actor: Actor, row: OwnCertificate, task: Activity, day: date | None, *, is_renamed: bool) -> bool:
    """Have a task still to do say what the certificate says: its day when it moved, its name, whose it is."""
    changes: dict[str, object] = {}
    if day is not None:
        changes["starts_at"] = warning_day(day, row.days_before, timezone.localdate())
        row.alarm_day = day
    subject = renewal_subject(row.name, row.alarm_day)
    # Its words are those of whoever planned it: another language alone rewrites nothing.
    if day is not None or is_renamed:
        changes["subject"] = subject
    owner = responsible(row)
    if owner is not None and owner.pk != task.owner_id:
        changes["owner"] = owner
    if changes:
        update_activity(actor, task, changes=changes, guard_reason=subject)
    return bool(changes)


def _planned(actor: Actor, row: OwnCertificate, day: date, today: date) -> Activity:
    subject = renewal_subject(row.name, day)
    values = {
        "kind": ActivityKind.TASK.value,
        "subject": subject,
        "state": ActivityState.PLANNED.value,
        "starts_at": warning_day(day, row.days_before, today),
        "owner": responsible(row),
    }
    # The words are those of the certificate, which the guard has let through.
    return create_activity(actor, values=values, guard_reason=subject)


def responsible(row: OwnCertificate) -> User | None:
    """Who is asked to renew it: who was named, else who brought the file; nobody who has left."""
    for person in (row.owner, row.file.uploaded_by):
        if person is not None and person.is_active:
            return person
    return None


def _to_do(row: OwnCertificate) -> Activity | None:
    task = row.task
    if task is None or task.deleted_at is not None or task.state != ActivityState.PLANNED:
        return None
    return task
