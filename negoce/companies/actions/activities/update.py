"""Changes values of an activity, each against the value that the person saw."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import (
    checked_moment,
    checked_owner,
    checked_people,
    checked_values,
    visible_activity,
)
from negoce.companies.actions.activities.guard import guard_texts, names_in
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, ActivityContact, Contact
from negoce.companies.rules.activity_values import may_be_planned, may_observe, needs_company
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, refuse_field

_TEXTS = ("subject", "body", "need_recorded", "brought")


def update_activity(
    actor: Actor,
    activity: Activity,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
    contacts: Collection[Contact] | None = None,
    guard_reason: str = "",
    batch: str = "",
) -> Activity:
    """Change raw values by field name, `starts_at` and `owner` included; `contacts` replaces who takes part.

    Returns the activity as it is stored afterwards. `seen` holds the values that the person had before
    them: a field stored otherwise by now raises Conflict and nothing is changed. Raises NotAllowed,
    TextWarned and Refused.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        for name, value in (seen or {}).items():
            stored = row.owner_id if name == "owner" else getattr(row, name)
            if name in changes and as_seen(value) != as_seen(stored):
                raise conflict_on(row, name)
        values = _values(actor, row, changes)
        texts = {name: str(value) for name, value in values.items() if name in _TEXTS}
        stored = {name: str(getattr(row, name)) for name in texts}
        overridden = guard_texts(texts, guard_reason, stored, lambda: names_in(row)) if row.company_id else {}
        told = dict(write_changes(row, values))
        gone: Collection[int] = ()
        if contacts is not None:
            moved, gone = _set_people(actor, row, contacts)
            told |= moved
        if told:
            after_change(actor, row, "changed", {**told, **overridden}, batch=batch, people=gone)
    return row


def write_changes(row: Activity, values: Mapping[str, object]) -> Mapping[str, tuple[object, object]]:
    """Store checked values over `row` where it still holds what was read; returns what differs.

    Inside the caller's transaction. No database lock is relied on. Raises Conflict.
    """
    changed = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if not changed:
        return {}
    unchanged = Q(pk=row.pk, deleted_at__isnull=True)
    for name, (before, _after) in changed.items():
        unchanged &= Q(**{f"{name}__isnull": True}) if before is None else Q(**{name: before})
    after = {name: pair[1] for name, pair in changed.items()}
    if not Activity.objects.filter(unchanged).update(**after, updated_at=timezone.now()):
        raise conflict_on(Activity.objects.get(pk=row.pk), next(iter(changed)))
    for name, value in after.items():
        setattr(row, name, value)
    return changed


def conflict_on(row: Activity, field: str) -> Conflict:
    """The refusal for a field that somebody else changed; `current` is the value stored now."""
    current = row.owner_id if field == "owner" else getattr(row, field)
    message = _("Cette valeur a changé entre-temps. La vôtre n’est pas enregistrée : la garder quand même ?")
    return Conflict(message, field=field, current=current)


def _values(actor: Actor, row: Activity, changes: Mapping[str, object]) -> Mapping[str, object]:
    given = dict(changes)
    links: dict[str, object] = {}
    if "starts_at" in given:
        links["starts_at"], links["all_day"] = checked_moment(given.pop("starts_at"), row.state)
    if "owner" in given:
        links["owner_id"] = checked_owner(actor, given.pop("owner"))
    values = dict(checked_values(given))
    if values.get("subject") == "":
        raise refuse_field("subject", _("Écrivez en quelques mots de quoi il s’agit."))
    kind = str(values.get("kind", row.kind))
    if kind != row.kind:
        _check_kind(row, kind)
    return {**values, **links}


def _check_kind(row: Activity, kind: str) -> None:
    words = choice_label(ActivityKind, kind)
    if row.state == ActivityState.PLANNED and not may_be_planned(kind):
        raise refuse_field("kind", _("Une note s’écrit maintenant. Pour plus tard, créez une tâche."))
    if row.company_id is None and needs_company(kind):
        raise refuse_field("kind", _("« %(kind)s » demande une entreprise.") % {"kind": words})
    if not may_observe(kind, row.state) and row.observations.exists():
        message = _(
            "Des observations ont été notées pour cet entretien : retirez-les avant d’en faire « %(kind)s »."
        )
        raise refuse_field("kind", message % {"kind": words})
    if not needs_company(kind) and row.report_items.exists():
        raise refuse_field("kind", _("Une note ou une tâche n’a pas de compte rendu."))


def _set_people(
    actor: Actor, row: Activity, contacts: Collection[Contact]
) -> tuple[Mapping[str, tuple[object, object]], Collection[int]]:
    """Replace who takes part; those who already did may stay though the actor would not see them any more."""
    links = ActivityContact.objects.filter(activity=row).select_related("contact").order_by("id")
    before = {link.contact_id: link.contact for link in links}
    wanted = {contact.pk for contact in contacts}
    new = checked_people(actor, row.company, [each for each in contacts if each.pk not in before])
    gone = before.keys() - wanted
    if row.observations.filter(contact_id__in=gone).exists():
        raise refuse_field(
            "contacts", _("Des observations ont été notées sur cette personne : retirez-les d’abord.")
        )
    ActivityContact.objects.filter(activity=row, contact_id__in=gone).delete()
    ActivityContact.objects.bulk_create([ActivityContact(activity=row, contact=person) for person in new])
    if not gone and not new:
        return {}, ()
    names_before = sorted(person.full_name for person in before.values())
    kept = [person for key, person in before.items() if key not in gone]
    names_after = sorted(person.full_name for person in [*kept, *new])
    return {"contacts": (names_before, names_after)}, gone
