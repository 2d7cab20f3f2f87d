"""Says that something planned was done, with what came of it and what comes next; and takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import checked_moment, checked_values, visible_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.guard import guard_texts, names_in
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.actions.activities.update import write_changes
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Contact
from negoce.companies.rules.activity_values import FACTS
from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

_MEETINGS = frozenset({ActivityKind.VISIT.value, ActivityKind.VIDEO.value})
_RESTORED = ("starts_at", "all_day")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next: a planned activity of the same company, with the same people and owner."""

    kind: str
    subject: str
    starts_at: object


@dataclass(frozen=True, slots=True)
class Completed:
    """The activity as it is now, and the next step when one was asked for."""

    activity: Activity
    next_step: Activity | None = None


def complete_activity(
    actor: Actor,
    activity: Activity,
    *,
    outcome: str = "",
    facts: Mapping[str, object] | None = None,
    happened_at: object = None,
    next_step: NextStep | None = None,
    guard_reason: str = "",
    batch: str = "",
) -> Completed:
    """Mark a planned activity as done; done already, nothing changes.

    A meeting keeps its hour when that is over; anything else happened now, unless `happened_at` says when.
    `outcome` is added to the text. Raises NotAllowed, TextWarned, and Refused (`next-<field>` for the next
    step's).
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if row.state == ActivityState.DONE:
            return Completed(row)
        given = {name: value for name, value in (facts or {}).items() if name in FACTS}
        if outcome.strip():
            given["body"] = f"{row.body}\n\n{outcome}".strip()
        values = dict(checked_values(given))
        overridden = _guard(row, values, guard_reason)
        moment, all_day = _happened(row, happened_at)
        values |= {"state": ActivityState.DONE.value, "starts_at": moment, "all_day": all_day}
        told = write_changes(row, values)
        after_change(actor, row, "done", {**told, **overridden}, batch=batch)
        following = _create_next(actor, row, next_step, guard_reason, batch) if next_step else None
    return Completed(row, following)


def reopen_activity(actor: Actor, activity: Activity, *, batch: str = "") -> Activity:
    """Plan again, at its former date, what was done or cancelled by mistake. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if row.state == ActivityState.PLANNED:
            return row
        if row.kind == ActivityKind.NOTE:
            raise refuse_field("state", _("Une note s’écrit maintenant. Pour plus tard, créez une tâche."))
        if row.observations.exists():
            raise refuse_field(
                "state", _("Des observations ont été notées pour cet entretien : il a donc eu lieu.")
            )
        values = {**_former_moment(row), "state": ActivityState.PLANNED.value}
        after_change(actor, row, "reopened", write_changes(row, values), batch=batch)
    return row


def _guard(row: Activity, values: Mapping[str, object], reason: str) -> Mapping[str, tuple[object, object]]:
    texts = {name: str(value) for name, value in values.items() if isinstance(value, str)}
    stored = {name: str(getattr(row, name)) for name in texts}
    return guard_texts(texts, reason, stored, lambda: names_in(row)) if row.company_id else {}


def _happened(row: Activity, given: object) -> tuple[datetime, bool]:
    if given is not None and given != "":
        return checked_moment(given, ActivityState.DONE.value, field="happened_at")
    now = timezone.now()
    if row.kind in _MEETINGS and row.starts_at <= now:
        return row.starts_at, row.all_day
    return now, False


def _create_next(actor: Actor, row: Activity, step: NextStep, guard_reason: str, batch: str) -> Activity:
    people = Contact.objects.filter(activity_contacts__activity=row).order_by("name_key", "id")
    return create_activity(
        actor,
        values={
            "kind": step.kind,
            "subject": step.subject,
            "state": ActivityState.PLANNED.value,
            "starts_at": step.starts_at,
            "owner": row.owner_id,
        },
        company=row.company,
        contacts=[
            person for person in people if person.company_id == row.company_id and not person.deleted_at
        ],
        guard_reason=guard_reason,
        batch=batch,
    )


def _former_moment(row: Activity) -> Mapping[str, object]:
    """The date before it was done, from the journal; the present one when the journal does not tell."""
    entries = JournalEntry.objects.filter(subject_kind="activity", subject_id=row.pk, verb="done")
    entry = entries.order_by("-at", "-id").first()
    before = {name: entry.values[name][0] for name in _RESTORED if name in entry.values} if entry else {}
    moment = parse_datetime(str(before.get("starts_at", "")))
    found: dict[str, object] = {}
    if moment is not None:
        found["starts_at"] = moment
    if isinstance(before.get("all_day"), bool):
        found["all_day"] = before["all_day"]
    return found
