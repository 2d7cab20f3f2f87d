"""Writes the parts of a report and keeps in step the tasks that promises and questions become (F7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.actions.activities.checks import checked_owner, midnight, refuse_all
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.enums import ActivityKind, ActivityState, ReportItemKind
from negoce.companies.models import Activity, ActivityContact, ReportItem
from negoce.companies.rules.activity_report import TASK_KINDS, CleanedItem, ItemDraft, clean_report
from negoce.companies.words.choices import choice_label
from negoce.companies.words.findings import say
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused

_COLUMNS = ("kind", "text", "quantity", "price", "delivery", "terms")
_GONE = gettext_lazy(
    "Cet élément a été retiré entre-temps par quelqu’un d’autre. Gardez-le en l’ajoutant de nouveau."
)


def checked_report(actor: Actor, drafts: Sequence[ItemDraft]) -> Sequence[CleanedItem]:
    """The parts of a report, read as the actor writes numbers.

    Raises Refused with fields named `report-<row>-<field>`.
    """
    now = timezone.localtime().replace(tzinfo=None)
    report = clean_report(drafts, now, mark_of(actor.language))
    refuse_all(
        {
            f"report-{row}-{name}": say(finding)
            for row, errors in report.errors.items()
            for name, finding in errors.items()
        }
    )
    return report.items


def report_texts(parts: Sequence[CleanedItem]) -> Mapping[str, str]:
    """The free texts of a report, for the guard."""
    return {f"report-{row}-text": part.text for row, part in enumerate(parts)}


def write_report(
    actor: Actor, activity: Activity, parts: Sequence[CleanedItem], *, known: Collection[int], batch: str = ""
) -> Mapping[str, tuple[object, object]]:
    """Store the parts in order and return what the journal tells of it; inside the caller's transaction.

    `known` are the keys of the stored parts that the person had before them: those that are not in `parts`
    are taken out, and their open task with them. Parts added by others meanwhile stay, at the end. Raises
    Conflict for a part whose text somebody else changed.
    """
    stored = {
        item.pk: item for item in activity.report_items.select_related("task").order_by("position", "id")
    }
    before = [_in_words(item.kind, item.text) for item in stored.values()]
    kept = {part.key for part in parts if part.key is not None}
    for key in known:
        if key in stored and key not in kept:
            _remove(actor, stored.pop(key), batch)
    for position, part in enumerate(parts):
        _write(actor, activity, part, stored, position, batch)
    mine = {part.key for part in parts}
    for offset, item in enumerate(item for key, item in stored.items() if key not in mine):
        ReportItem.objects.filter(pk=item.pk).update(position=len(parts) + offset)
    rows = activity.report_items.order_by("position", "id").values_list("kind", "text")
    after = [_in_words(kind, text) for kind, text in rows]
    return {"report": (before, after)} if before != after else {}


def _write(
    actor: Actor,
    activity: Activity,
    part: CleanedItem,
    stored: Mapping[int, ReportItem],
    position: int,
    batch: str,
) -> None:
    columns: dict[str, Any] = {name: getattr(part, name) for name in _COLUMNS}
    if part.key is None:
        item = ReportItem.objects.create(activity=activity, position=position, **columns)
    else:
        found = stored.get(part.key)
        if found is None:
            raise Refused(str(_GONE), fields={f"report-{position}-text": [str(_GONE)]})
        item = found
        if part.seen is not None and part.seen != item.text:
            message = _("Ce texte est devenu « %(text)s » entre-temps. Garder le vôtre ?") % {
                "text": item.text
            }
            raise Conflict(message, field=f"report-{position}-text", current=item.text)
        ReportItem.objects.filter(pk=item.pk).update(position=position, **columns)
        for name, value in columns.items():
            setattr(item, name, value)
    _keep_task(actor, activity, item, part, batch)


def _keep_task(actor: Actor, activity: Activity, item: ReportItem, part: CleanedItem, batch: str) -> None:
    """Open, change or cancel the task of a part, as the part now is."""
    task = item.task
    if part.kind not in TASK_KINDS:
        if task is not None:
            _cancel_task(actor, task, batch)
            ReportItem.objects.filter(pk=item.pk).update(task=None)
        return
    assert part.due is not None
    if task is None or task.deleted_at is not None:
        created = _open_task(actor, activity, part, batch)
        ReportItem.objects.filter(pk=item.pk).update(task=created)
        return
    if task.state != ActivityState.PLANNED:
        return  # done or given up: what was promised is history
    owner_id = task.owner_id if part.owner is None else checked_owner(actor, part.owner)
    values: dict[str, Any] = {
        "subject": part.text[:200],
        "starts_at": midnight(part.due),
        "owner_id": owner_id,
    }
    changed = {
        name: (getattr(task, name), value) for name, value in values.items() if getattr(task, name) != value
    }
    if changed:
        Activity.objects.filter(pk=task.pk).update(**values, all_day=True, updated_at=timezone.now())
        task.subject = values["subject"]
        after_change(actor, task, "changed", changed, batch=batch)


def _open_task(actor: Actor, activity: Activity, part: CleanedItem, batch: str) -> Activity:
    assert part.due is not None
    task = Activity.objects.create(
        kind=ActivityKind.TASK.value,
        state=ActivityState.PLANNED.value,
        company_id=activity.company_id,
        owner_id=checked_owner(actor, part.owner),
        created_by_id=actor.user_id,
        subject=part.text[:200],
        starts_at=midnight(part.due),
        all_day=True,
    )
    people = ActivityContact.objects.filter(activity=activity).order_by("contact_id")
    ActivityContact.objects.bulk_create(
        [
            ActivityContact(activity=task, contact_id=key)
            for key in people.values_list("contact_id", flat=True)
        ]
    )
    told = {"subject": (None, task.subject), "starts_at": (None, task.starts_at.isoformat())}
    after_change(actor, task, "created", told, batch=batch)
    return task


def _remove(actor: Actor, item: ReportItem, batch: str) -> None:
    task = item.task
    item.delete()
    if task is not None:
        _cancel_task(actor, task, batch)


def _cancel_task(actor: Actor, task: Activity, batch: str) -> None:
    planned, cancelled = ActivityState.PLANNED.value, ActivityState.CANCELLED.value
    if Activity.objects.filter(pk=task.pk, state=planned).update(state=cancelled, updated_at=timezone.now()):
        after_change(actor, task, "cancelled", {"state": (planned, cancelled)}, batch=batch)


def _in_words(kind: str, text: str) -> str:
    return f"{choice_label(ReportItemKind, kind)}\u00a0: {text}"
