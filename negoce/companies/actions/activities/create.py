"""Creates an activity: an exchange that took place, a note, or something to do (F7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import (
    checked_moment,
    checked_owner,
    checked_people,
    checked_values,
    visible_company_of,
)
from negoce.companies.actions.activities.guard import guard_texts, names_of
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.actions.activities.report_write import checked_report, report_texts, write_report
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, ActivityContact, Company, Contact
from negoce.companies.rules.activity_report import ItemDraft
from negoce.companies.rules.activity_values import may_be_planned, needs_company
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

# Free texts that may speak of a person.
GUARDED = ("subject", "body", "need_recorded", "brought")


def create_activity(
    actor: Actor,
    *,
    values: Mapping[str, object],
    company: Company | None = None,
    contacts: Collection[Contact] = (),
    report: Sequence[ItemDraft] = (),
    guard_reason: str = "",
    batch: str = "",
) -> Activity:
    """Create an activity from raw values by field name, with who takes part and the parts of a report.

    `values` also takes `state` ("done" or "planned"), `starts_at` (a datetime, a date, or words such as
    "demain 9h"; nothing means now) and `owner` (a person or their key; nothing means the actor). An exchange
    without a subject is named after its kind. Raises NotAllowed, TextWarned, and Refused with the faulty
    fields; those of the report are named `report-<row>-<field>`.
    """
    require(actor, Permission.CREATE)
    given = dict(values)
    state = _state(given.pop("state", "") or ActivityState.DONE.value)
    when, owner = given.pop("starts_at", None), given.pop("owner", None)
    given.setdefault("kind", "")
    with transaction.atomic():
        fields: dict[str, Any] = dict(checked_values(given))
        home = visible_company_of(actor, company)
        people = checked_people(actor, home, contacts)
        _check_whole(fields, state, home)
        starts_at, all_day = checked_moment(_needed(when, state), state)
        parts = checked_report(actor, report)
        texts = {name: str(fields.get(name, "")) for name in GUARDED} | dict(report_texts(parts))
        overridden = (
            guard_texts(texts, guard_reason, names=lambda: names_of(home, people)) if home is not None else {}
        )
        activity = Activity.objects.create(
            **fields,
            state=state,
            company=home,
            owner_id=checked_owner(actor, owner),
            created_by_id=actor.user_id,
            starts_at=starts_at,
            all_day=all_day or (fields["kind"] == ActivityKind.TASK and when is None),
        )
        ActivityContact.objects.bulk_create(
            [ActivityContact(activity=activity, contact=person) for person in people]
        )
        changes = write_report(actor, activity, parts, known=(), batch=batch)
        told = {name: (None, value) for name, value in fields.items() if value not in (None, "", False)}
        told |= {"state": (None, state), "starts_at": (None, starts_at.isoformat())}
        after_change(actor, activity, "created", {**told, **changes, **overridden}, batch=batch)
    return activity


def _state(given: object) -> str:
    if given in (ActivityState.PLANNED.value, ActivityState.DONE.value):
        return str(given)
    raise refuse_field("state", _("Dites si c’est fait ou à faire."))


def _needed(when: object, state: str) -> object:
    if state == ActivityState.PLANNED and (when is None or str(when).strip() == ""):
        raise refuse_field("starts_at", _("Pour quand ? Par exemple « demain 9h », « lundi » ou 21/11."))
    return when


def _check_whole(fields: dict[str, Any], state: str, company: Company | None) -> None:
    """Refuse what does not go together, and name an exchange after its kind when it has no subject."""
    kind = str(fields["kind"])
    if state == ActivityState.PLANNED and not may_be_planned(kind):
        raise refuse_field("state", _("Une note s’écrit maintenant. Pour plus tard, créez une tâche."))
    if company is None and needs_company(kind):
        raise refuse_field("company", _("Avec quelle entreprise ? Choisissez-la dans la liste."))
    if fields.get("subject"):
        return
    if not needs_company(kind):
        message = _("Écrivez en quelques mots de quoi il s’agit.")
        if kind == ActivityKind.NOTE and fields.get("body"):
            fields["subject"] = str(fields["body"]).split("\n", 1)[0][:200].strip()
            return
        raise refuse_field("subject", message)
    fields["subject"] = choice_label(ActivityKind, kind)
