"""A task for each of many companies: for whoever follows each, or for one person; journaled and undoable as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import checked_moment, checked_owner, checked_values, midnight
from negoce.companies.actions.activities.guard import TextWarned, guard_texts
from negoce.companies.actions.bulk_change import next_keys, reached
from negoce.companies.actions.contacts.dates import refresh_contact_dates
from negoce.companies.enums import ActivityKind, ActivityState, BulkState
from negoce.companies.models import Activity, BulkBefore, BulkChange, Company
from negoce.companies.queries.visible import visible_activities
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused, refuse_field

TASK = "task"
LIST = "companies"
# More tasks than this are no longer work for people: the filter is to be narrowed.
MOST_TASKS = 5_000
BATCH_ROWS = 100
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class TaskAsked:
    """The task as it will be stored; `owner` None: whoever follows each company."""

    subject: str
    day: date
    owner: int | None


def begin_bulk_tasks(
    actor: Actor,
    *,
    subject: str,
    due: str,
    owner: int | None,
    public_ids: Sequence[str] | None,
    filter_text: str = "",
) -> BulkChange:
    """Check what is asked and store it; nothing is created before `run_bulk_tasks`.

    `due` is a day in words ("lundi", 21/11), not past; `owner` the key of a person, None for whoever follows each
    company. `public_ids` names the companies, None means all that match `filter_text`. Raises NotAllowed, and Refused
    for a faulty field, no company, or more than MOST_TASKS.
    """
    require(actor, Permission.BULK_EDIT)
    require(actor, Permission.CREATE)
    asked = _checked(actor, subject, due, owner)
    matched = reached(actor, LIST, public_ids, filter_text)
    if matched > MOST_TASKS:
        raise Refused(
            _(
                "%(matched)s entreprises : c’est plus que %(most)s tâches à la fois. Rien n’a été créé, "
                "resserrez d’abord le filtre."
            )
            % {
                "matched": format_decimal(matched, actor.language),
                "most": format_decimal(MOST_TASKS, actor.language),
            }
        )
    return BulkChange.objects.create(
        actor_id=actor.user_id,
        list_key=LIST,
        column=TASK,
        value=f"{asked.day.isoformat()} {asked.owner or ''}".strip(),
        text=asked.subject,
        filter_text=filter_text if public_ids is None else "",
        matched=matched,
    )


def run_bulk_tasks(
    actor: Actor,
    change: BulkChange,
    *,
    public_ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> BulkChange:
    """Create the tasks in short transactions; safe to run again after a crash, it goes on where it stood.

    A company that already has this task to do, or that the actor no longer sees, gets none.
    """
    require(actor, Permission.BULK_EDIT)
    require(actor, Permission.CREATE)
    asked = asked_of(change)
    done = 0
    while change.state == BulkState.RUNNING.value:
        keys = next_keys(actor, change, public_ids, BATCH_ROWS)
        if not keys:
            break
        with transaction.atomic():
            created = _create(actor, change, asked, keys)
            BulkChange.objects.filter(pk=change.pk).update(last_key=keys[-1], changed=F("changed") + created)
        change.last_key = keys[-1]
        done += len(keys)
        if progress is not None:
            progress(done)
    BulkChange.objects.filter(pk=change.pk, state=BulkState.RUNNING.value).update(state=BulkState.DONE.value)
    change.refresh_from_db()
    return change


def remove_tasks(actor: Actor, change: BulkChange) -> tuple[int, int]:
    """Put the tasks of a change in the bin where nobody has touched them; how many went, and how many were left."""
    asked = asked_of(change)
    removed = total = last = 0
    while befores := list(BulkBefore.objects.filter(change=change, pk__gt=last).order_by("pk")[:BATCH_ROWS]):
        last = befores[-1].pk
        owners = {one.record_key: one.value for one in befores}
        with transaction.atomic():
            removed += _remove(actor, change, asked, owners)
        total += len(befores)
    return removed, total - removed


def asked_of(change: BulkChange) -> TaskAsked:
    """The task that a change creates."""
    day, _space, owner = change.value.partition(" ")
    return TaskAsked(change.text, date.fromisoformat(day), int(owner) if owner else None)


def _checked(actor: Actor, subject: str, due: str, owner: int | None) -> TaskAsked:
    values = checked_values({"kind": ActivityKind.TASK.value, "subject": subject})
    words = str(values["subject"])
    if not words:
        raise refuse_field("subject", _("Écrivez en quelques mots ce qu’il faut faire."))
    try:
        guard_texts({"subject": words}, "")
    except TextWarned as warned:
        message = _("%(why)s Reformulez : une tâche donnée en nombre ne parle de personne.")
        raise refuse_field("subject", message % {"why": warned.warnings[0].message}) from warned
    if not due.strip():
        raise refuse_field("due", _("Pour quand ? Par exemple « lundi », « dans 10 jours » ou 21/11."))
    moment, _all_day = checked_moment(due, ActivityState.PLANNED.value, field="due")
    day = timezone.localtime(moment).date()
    if day < timezone.localdate():
        raise refuse_field("due", _("Ce jour est passé : donnez celui où la tâche sera à faire."))
    return TaskAsked(words, day, None if owner is None else checked_owner(actor, owner))


def _create(actor: Actor, change: BulkChange, asked: TaskAsked, keys: Sequence[int]) -> int:
    there = Activity.objects.filter(
        company_id__in=keys,
        state=ActivityState.PLANNED.value,
        kind=ActivityKind.TASK.value,
        subject=asked.subject,
        deleted_at__isnull=True,
    )
    busy = set(there.order_by().values_list("company_id", flat=True))
    rows = Company.objects.filter(pk__in=[key for key in keys if key not in busy]).order_by("pk")
    owners = dict(rows.values_list("pk", "owner_id"))
    active = set(
        User.objects.filter(pk__in={*owners.values()} - {None}, is_active=True).values_list("pk", flat=True)
    )
    starts_at = midnight(asked.day)
    tasks = Activity.objects.bulk_create(
        Activity(
            kind=ActivityKind.TASK.value,
            state=ActivityState.PLANNED.value,
            company_id=company,
            # Nobody follows it, or who did has left: whoever asked sees to it.
            owner_id=asked.owner or (owner if owner in active else actor.user_id),
            created_by_id=actor.user_id,
            subject=asked.subject,
            starts_at=starts_at,
            all_day=True,
        )
        for company, owner in owners.items()
    )
    BulkBefore.objects.bulk_create(
        BulkBefore(change=change, record_key=task.pk, value=str(task.owner_id or "")) for task in tasks
    )
    told = {"kind": (None, TASK), "subject": (None, asked.subject), "state": (None, "planned")}
    _tell(actor, tasks, "created", {**told, "starts_at": (None, starts_at.isoformat())}, change.public_id)
    return len(tasks)


def _remove(actor: Actor, change: BulkChange, asked: TaskAsked, owners: Mapping[int, str]) -> int:
    rows = visible_activities(actor).filter(
        pk__in=list(owners),
        state=ActivityState.PLANNED.value,
        subject=asked.subject,
        starts_at=midnight(asked.day),
        body="",
    )
    tasks = [task for task in rows.order_by("pk") if str(task.owner_id or "") == owners[task.pk]]
    keys = [task.pk for task in tasks]
    Activity.objects.filter(pk__in=keys, deleted_at__isnull=True).update(deleted_at=timezone.now())
    _tell(actor, tasks, "deleted", {}, change.public_id)
    return len(keys)


def _tell(
    actor: Actor,
    tasks: Sequence[Activity],
    verb: str,
    changes: Mapping[str, tuple[object, object]],
    batch: str,
) -> None:
    """The journal of each task, and the dates that lists read of their companies."""
    record_all(
        actor,
        (
            Entry(
                verb=verb,
                subject_kind="activity",
                subject_id=task.pk,
                subject_name=task.subject,
                company_key=task.company_id,
                changes=changes,
                batch=batch,
            )
            for task in tasks
        ),
    )
    refresh_contact_dates([task.company_id for task in tasks])
