"""Takes a bulk change back, only where the value is still the one that it set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_batch import Pair, close_batch, set_where, value_words
from negoce.companies.actions.bulk_tasks import TASK, remove_tasks
from negoce.companies.actions.bulk_values import BulkValue, checked_value
from negoce.companies.actions.custom_store import is_slot
from negoce.companies.enums import BulkState
from negoce.companies.interfaces import ListDefinition
from negoce.companies.models import BulkBefore, BulkChange, Company, CompanyTag, Tag
from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused

BATCH_ROWS = 200


@dataclass(frozen=True, slots=True)
class Undone:
    """How many records took their former value again, and how many had been changed since and were left;
    `activities`: how many planned activities went back with their companies, or were created by it and removed.
    """

    restored: int
    left: int
    activities: int = 0


def undo_bulk_change(actor: Actor, change: BulkChange) -> Undone:
    """Restore what a finished change replaced; its own author only. Raises NotAllowed, Refused when
    already undone.
    """
    require(actor, Permission.BULK_EDIT)
    if change.actor_id is None or change.actor_id != actor.user_id:
        raise NotAllowed(_("Seule la personne qui a fait ce changement peut l’annuler."))
    claimed = BulkChange.objects.filter(pk=change.pk, state=BulkState.DONE.value).update(
        state=BulkState.UNDONE.value
    )
    if not claimed:
        raise Refused(_("Ce changement est déjà annulé, ou encore en cours. Rien n’a été changé."))
    if change.column == TASK:
        removed, left = remove_tasks(actor, change)
        return Undone(0, left, removed)
    definition = LISTS[change.list_key]
    value = _value(actor, definition, change)
    batch = new_public_id()
    restored = total = last = 0
    while befores := list(BulkBefore.objects.filter(change=change, pk__gt=last).order_by("pk")[:BATCH_ROWS]):
        with transaction.atomic():
            told = _restore(actor, definition, value, befores)
            if told:
                close_batch(actor, definition, told, verb="bulk_undo", column=change.column, batch=batch)
        restored += len(told)
        total += len(befores)
        last = befores[-1].pk
    follower = BulkChange.objects.filter(follows=change, state=BulkState.DONE.value).first()
    back = undo_bulk_change(actor, follower).restored if follower else 0
    return Undone(restored, total - restored, back)


def _value(actor: Actor, definition: ListDefinition, change: BulkChange) -> BulkValue:
    """What was set, even to a person who has left since."""
    if change.column == "owner":
        return BulkValue("owner_id", int(change.value) if change.value else None)
    return checked_value(actor, definition, change.column, change.value)


def _restore(
    actor: Actor, definition: ListDefinition, value: BulkValue, befores: Sequence[BulkBefore]
) -> dict[int, Pair]:
    keys = [before.record_key for before in befores]
    seen = set(definition.visible(actor).filter(pk__in=keys).values_list("pk", flat=True))
    mine = [before for before in befores if before.record_key in seen]
    return _restore_field(definition, value, mine) if value.field else _restore_tags(mine)


def _restore_field(
    definition: ListDefinition, value: BulkValue, befores: Sequence[BulkBefore]
) -> dict[int, Pair]:
    told: dict[int, Pair] = {}
    stored = [_stored(value, before.value) for before in befores]
    words = value_words(value.field, [*set(stored), value.stored])
    # People who have been deleted since cannot own again.
    people = (
        set(User.objects.filter(pk__in=[key for key in stored if key]).values_list("pk", flat=True))
        if value.field == "owner_id"
        else None
    )
    for former, group in groupby(sorted(befores, key=lambda one: one.value), key=lambda one: one.value):
        before = _stored(value, former)
        if people is not None and before is not None and before not in people:
            continue
        keys = [one.record_key for one in group]
        still = _still(definition, value, keys)
        set_where(definition, value.field, still, value.stored, before)
        told |= dict.fromkeys(still, (words.get(value.stored), words.get(before)))
    return told


def _still(definition: ListDefinition, value: BulkValue, keys: Sequence[int]) -> list[int]:
    rows: Any = definition.model._default_manager.filter(pk__in=keys)
    rows = rows.filter(
        **({f"{value.field}__isnull": True} if value.stored is None else {value.field: value.stored})
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _stored(value: BulkValue, former: str) -> int | str | None:
    if is_slot(value.field):
        return former or None
    if value.field != "owner_id":
        return former
    return int(former) if former else None


def _restore_tags(befores: Sequence[BulkBefore]) -> dict[int, Pair]:
    names = dict(Tag.objects.order_by("name_key").values_list("pk", "name"))
    told: dict[int, Pair] = {}
    alive = set(
        Company.objects.filter(pk__in=[one.record_key for one in befores]).values_list("pk", flat=True)
    )
    for one in befores:
        signed = [int(word) for word in one.value.split(",")]
        links = CompanyTag.objects.filter(company_id=one.record_key)
        held = set(links.order_by().values_list("tag_id", flat=True))
        back = {-key for key in signed if key < 0 and -key not in held and -key in names}
        off = {key for key in signed if key > 0 and key in held}
        if one.record_key not in alive or not (back or off):
            continue
        CompanyTag.objects.bulk_create(
            [CompanyTag(company_id=one.record_key, tag_id=tag) for tag in back], ignore_conflicts=True
        )
        links.filter(tag_id__in=off).delete()
        after = (held | back) - off
        told[one.record_key] = (_words(names, held), _words(names, after))
    return told


def _words(names: dict[int, str], keys: set[int]) -> str:
    return ", ".join(name for key, name in names.items() if key in keys)
