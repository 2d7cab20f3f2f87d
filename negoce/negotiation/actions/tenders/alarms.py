"""Keeps the tasks that the days of a tender order: planned once, moved with their day, taken away with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.rules.value_cleaning import clean_whole
from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.enums import TenderAlarmKind
from negoce.negotiation.models import Tender, TenderAlarm, TenderDecision, TenderResult
from negoce.negotiation.rules.tender_alarms import (
    DAYS_BEFORE,
    MOST_DAYS,
    AlarmMove,
    AlarmStored,
    alarm_move,
    awaited_days,
    warning_day,
)
from negoce.negotiation.words.tender import alarm_subject, say


def set_alarm_days(
    actor: Actor, tender: Tender, *, given: Mapping[str, str], seen: Mapping[str, int] | None = None
) -> None:
    """Say how many days before each day its task is due; by kind, as typed.

    `seen` is what `alarm_days` said of those looked at. Raises NotAllowed, Refused, Conflict when they changed since.
    """
    require(actor, Permission.EDIT)
    errors, wanted = {}, {}
    for kind in TenderAlarmKind:
        if kind.value not in given:
            continue
        read = clean_whole(given[kind.value], MOST_DAYS)
        if read.finding is not None:
            errors[kind.value] = say(read.finding)
        else:
            wanted[kind] = DAYS_BEFORE[kind] if read.value is None else read.value
    refuse_all(errors)
    with transaction.atomic():
        # Of two who bring its tasks in step at once, the second finds what the first planned.
        alone_with(Tender.objects.filter(pk=tender.pk))
        row = visible_tender(actor, tender.pk)
        if seen is not None and seen != (current := alarm_days(row)):
            message = _("Quelqu’un a changé ces alertes entre-temps. Rien n’a été enregistré : relisez-les.")
            raise Conflict(message, field="seen", current=current)
        keep_alarms(actor, row, wanted)


def alarm_days(row: Tender) -> dict[str, int]:
    """How many days before each day its task is due, chosen or usual, by kind."""
    chosen = dict(TenderAlarm.objects.filter(tender=row).order_by("pk").values_list("kind", "days_before"))
    return {kind.value: chosen.get(kind.value, DAYS_BEFORE[kind]) for kind in TenderAlarmKind}


def keep_alarms(actor: Actor, row: Tender, wanted: Mapping[TenderAlarmKind, int] | None = None) -> None:
    """Bring the tasks of a tender in step with its days; inside the caller's transaction, which holds the tender.

    `wanted` gives days before that were just chosen. Who may plan nothing changes nothing.
    """
    if not (actor.may(Permission.CREATE) and actor.may(Permission.EDIT)):
        return
    known = {each.kind: each for each in TenderAlarm.objects.filter(tender=row).select_related("activity")}
    last = TenderDecision.objects.filter(tender=row).order_by("-id").values_list("go", flat=True).first()
    next_on = TenderResult.objects.filter(tender=row).values_list("next_on", flat=True).first()
    days = awaited_days(row.stage, row.days, answered=last is not False, next_on=next_on)
    for kind, day in days.items():
        alarm = known.get(kind)
        before = (wanted or {}).get(kind, alarm.days_before if alarm is not None else DAYS_BEFORE[kind])
        if alarm is None:
            if day is None and before == DAYS_BEFORE[kind]:
                continue
            alarm = TenderAlarm(tender=row, kind=kind.value, days_before=before)
        _keep(actor, row, alarm, day, before)


def tie_alarms(actor: Actor, row: Tender) -> None:
    """Put the tasks still to do under the deal that answers a tender; inside the caller's transaction."""
    for alarm in TenderAlarm.objects.filter(tender=row).select_related("activity").order_by("pk"):
        task = _to_do(alarm)
        if task is not None:
            set_activity_deal(actor, task, row.deal)


def drop_alarms(actor: Actor, row: Tender) -> None:
    """Give up the tasks still to do of a tender that goes; inside the caller's transaction."""
    for alarm in TenderAlarm.objects.filter(tender=row).select_related("activity").order_by("pk"):
        task = _to_do(alarm)
        if task is not None:
            cancel_activity(actor, task)


def _keep(actor: Actor, row: Tender, alarm: TenderAlarm, day: date | None, before: int) -> None:
    task, today = _to_do(alarm), timezone.localdate()
    stored = AlarmStored(alarm.for_day, alarm.days_before, task is not None)
    move = alarm_move(stored, day, before, today)
    alarm.days_before = before
    if move is AlarmMove.CANCEL and task is not None:
        cancel_activity(actor, task)
        alarm.for_day = None
    elif move is AlarmMove.PLAN and day is not None:
        alarm.activity, alarm.for_day = _planned(actor, row, alarm, day), day
    elif task is not None:
        # Moved with its day; its words and its person follow those of the tender.
        changes: dict[str, object] = {}
        if move is AlarmMove.MOVE and day is not None:
            changes["starts_at"] = warning_day(day, before, today)
            alarm.for_day = day
        subject = alarm_subject(alarm.kind, row.name, alarm.for_day)
        if subject != task.subject:
            changes["subject"] = subject
        owner = _owner(row)
        if owner is not None and owner.pk != task.owner_id:
            changes["owner"] = owner
        if changes:
            update_activity(actor, task, changes=changes, guard_reason=subject)
    alarm.save()


def _to_do(alarm: TenderAlarm) -> Activity | None:
    task = alarm.activity
    if task is None or task.deleted_at is not None or task.state != ActivityState.PLANNED:
        return None
    return task


def _planned(actor: Actor, row: Tender, alarm: TenderAlarm, day: date) -> Activity:
    subject = alarm_subject(alarm.kind, row.name, day)
    values = {
        "kind": ActivityKind.TASK.value,
        "subject": subject,
        "state": ActivityState.PLANNED.value,
        "starts_at": warning_day(day, alarm.days_before, timezone.localdate()),
        "owner": _owner(row),
    }
    # The words are those of the tender, which the guard has let through.
    task = create_activity(actor, values=values, company=row.company, guard_reason=subject)
    if row.deal is not None and row.deal.deleted_at is None:
        set_activity_deal(actor, task, row.deal)
    return task


def _owner(row: Tender) -> User | None:
    return row.owner if row.owner is not None and row.owner.is_active else None
