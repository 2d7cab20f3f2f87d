"""Makes a prospecting plan, changes one, takes one that never started away (P2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.plan_values import Faults, TypedChannel, channel_rows, plan_columns
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanChannel, PlanPerson, ProspectingPlan
from negoce.prospecting.queries.plans import segment_of, visible_plans

KIND = "prospecting_plan"
Changes = dict[str, tuple[object, object]]
# Frozen with the target when a plan starts.
_FROZEN = ("filter_text", "objective")


def save_plan(
    actor: Actor,
    plan: ProspectingPlan | None,
    *,
    values: Mapping[str, str],
    channels: Sequence[TypedChannel] = (),
    people: Sequence[str] = (),
    revision: int = 0,
    reason: str = "",
) -> ProspectingPlan:
    """Make a plan or change one; `values` are texts as typed, `people` public ids.

    The target of a plan that started is frozen. Raises NotAllowed, Refused with every faulty field, FreeTextRefused,
    Conflict when somebody changed it since `revision`.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    before = None if plan is None else _known(actor, plan)
    faults: Faults = {}
    columns = plan_columns(actor, values, timezone.localdate(), faults)
    rows = channel_rows(actor, channels, faults)
    if before is not None and before.state != PlanState.DRAFT.value:
        columns = {name: value for name, value in columns.items() if name not in _FROZEN}
        # The form of a plan that started no longer asks for them.
        faults = {name: told for name, told in faults.items() if name not in _FROZEN}
    elif segment_of(actor, columns["filter_text"]).problems:
        faults["filter_text"] = [_("Ce filtre n’est pas entièrement compris : reprenez-le dans la liste.")]
    if faults:
        raise Refused(_("Une valeur est à corriger. Rien n’a été enregistré."), fields=faults)
    guard_texts({"note": columns["note"]}, {} if before is None else {"note": before.note}, reason)
    with transaction.atomic():
        if before is None:
            signal = values.get("signal", "")[:16]
            row = ProspectingPlan.objects.create(**columns, signal=signal, created_by_id=actor.user_id)
            verb = "created"
            changes: Changes = {name: (None, _told(value)) for name, value in columns.items() if value}
        else:
            row, changes = _change(before, columns, revision)
            verb = "updated"
        changes |= _write_channels(row, rows) | _write_people(row, people)
        if changes:
            record(actor, Entry(verb, KIND, row.pk, row.name, changes=changes))
    return row


def delete_plan(actor: Actor, plan: ProspectingPlan) -> None:
    """Take away a plan that never started. Raises NotAllowed, Refused for one that did: it is closed instead."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        row = _known(actor, plan)
        if row.state != PlanState.DRAFT.value:
            raise Refused(_("Ce plan a commencé : terminez-le plutôt, ses résultats servent aux suivants."))
        record(actor, Entry("deleted", KIND, row.pk, row.name))
        row.delete()


def _known(actor: Actor, plan: ProspectingPlan) -> ProspectingPlan:
    row = visible_plans(actor).select_related("owner").filter(pk=plan.pk).first()
    if row is None:
        raise NotAllowed(_("Ce plan n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    return row


def _change(
    row: ProspectingPlan, columns: Mapping[str, Any], revision: int
) -> tuple[ProspectingPlan, Changes]:
    if row.state == PlanState.CLOSED.value:
        raise Refused(_("Ce plan est terminé : il ne se change plus."))
    changes: Changes = {
        name: (_told(getattr(row, name)), _told(value))
        for name, value in columns.items()
        if getattr(row, name) != value
    }
    done = ProspectingPlan.objects.filter(pk=row.pk, revision=revision, state=row.state).update(
        **{name: columns[name] for name in changes}, revision=revision + 1, updated_at=timezone.now()
    )
    if not done:
        raise Conflict(
            _("Quelqu’un d’autre a changé ce plan entre-temps. Rien n’a été enregistré."),
            field="name",
            current=row.name,
        )
    row.refresh_from_db()
    return row, changes


def _write_channels(plan: ProspectingPlan, rows: Sequence[Mapping[str, Any]]) -> Changes:
    known = {each.channel: each for each in PlanChannel.objects.filter(plan=plan).order_by("pk")}
    before = [_channel_told(each) for each in known.values()]
    for row in rows:
        known.pop(row["channel"], None)
        PlanChannel.objects.update_or_create(plan=plan, channel=row["channel"], defaults=dict(row))
    PlanChannel.objects.filter(pk__in=[each.pk for each in known.values()]).delete()
    after = [_channel_told(each) for each in PlanChannel.objects.filter(plan=plan).order_by("pk")]
    return {} if before == after else {"channels": (before, after)}


def _write_people(plan: ProspectingPlan, public_ids: Sequence[str]) -> Changes:
    wanted = {each.pk: each for each in User.objects.filter(public_id__in=public_ids, is_active=True)}
    known = {
        each.person_id: each
        for each in PlanPerson.objects.filter(plan=plan).select_related("person").order_by("pk")
    }
    if wanted.keys() == known.keys():
        return {}
    PlanPerson.objects.filter(plan=plan).exclude(person_id__in=wanted).delete()
    PlanPerson.objects.bulk_create(
        PlanPerson(plan=plan, person_id=key) for key in sorted(wanted.keys() - known.keys())
    )
    before = sorted(each.person.full_name for each in known.values())
    return {"people": (before, sorted(each.full_name for each in wanted.values()))}


def _channel_told(row: PlanChannel) -> str:
    rate = f" {row.contact_rate:f}" if row.contact_rate is not None else ""
    return f"{row.channel} {row.mode} {row.budget:.2f} {row.target_orders}{rate}"


def _told(value: object) -> object:
    if isinstance(value, User):
        return value.full_name
    return value if value is None or isinstance(value, str | int) else str(value)
