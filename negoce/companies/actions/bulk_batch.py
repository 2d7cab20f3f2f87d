"""One batch of a bulk change, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone

from negoce.companies.actions.bulk_values import BulkValue
from negoce.companies.actions.custom_store import is_slot, set_slot_where
from negoce.companies.actions.search.index import index_records
from negoce.companies.interfaces import ListDefinition
from negoce.companies.models import BulkBefore, BulkChange, CompanyTag, Tag
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor

Pair = tuple[object, object]


def apply_batch(
    actor: Actor, definition: ListDefinition, change: BulkChange, value: BulkValue, keys: Sequence[int]
) -> int:
    """Set the value on these records where it differs; returns how many changed."""
    if value.field:
        befores, told = _set_field(definition, change.column, value, keys)
    else:
        befores, told = _set_tags(value, keys)
    if not befores:
        return 0
    BulkBefore.objects.bulk_create(
        [BulkBefore(change=change, record_key=key, value=before) for key, before in befores.items()],
        ignore_conflicts=True,
    )
    close_batch(actor, definition, told, verb="changed", column=change.column, batch=change.public_id)
    return len(befores)


def close_batch(
    actor: Actor, definition: ListDefinition, told: Mapping[int, Pair], *, verb: str, column: str, batch: str
) -> None:
    """Date the records, journal each one and bring the search up to date."""
    definition.model._default_manager.filter(pk__in=list(told)).update(updated_at=timezone.now())
    names = _names(definition, list(told))
    record_all(
        actor,
        [
            Entry(
                verb=verb,
                subject_kind=definition.subject_kind,
                subject_id=key,
                subject_name=names[key][0],
                company_key=names[key][1],
                changes={column: pair},
                batch=batch,
            )
            for key, pair in told.items()
        ],
    )
    index_records(definition.subject_kind, list(told))


def set_where(
    definition: ListDefinition, field: str, keys: Sequence[int], before: object, after: object
) -> int:
    """Set a field on the records that still hold `before`; returns on how many."""
    if is_slot(field):
        return set_slot_where(definition.subject_kind, field, keys, before, after)
    held = Q(**{f"{field}__isnull": True}) if before is None else Q(**{field: before})
    return definition.model._default_manager.filter(held, pk__in=keys).update(**{field: after})


def value_words(field: str, values: Sequence[Any]) -> Mapping[Any, object]:
    """Stored values as the journal tells them: people by name."""
    if field != "owner_id":
        return {value: value for value in values}
    users = User.objects.filter(pk__in=[value for value in values if value is not None]).order_by()
    return {None: None, **{user.pk: user.full_name for user in users}}


def _set_field(
    definition: ListDefinition, column: str, value: BulkValue, keys: Sequence[int]
) -> tuple[dict[int, str], dict[int, Pair]]:
    rows = definition.model._default_manager.filter(pk__in=keys).order_by("pk").values_list("pk", value.field)
    differing = sorted(
        ((key, before) for key, before in rows if before != value.stored), key=lambda row: str(row[1])
    )
    words = value_words(value.field, [*{before for _key, before in differing}, value.stored])
    befores: dict[int, str] = {}
    told: dict[int, Pair] = {}
    for before, group in groupby(differing, key=lambda row: row[1]):
        same = [key for key, _before in group]
        if set_where(definition, value.field, same, before, value.stored) != len(same):
            # Somebody changed one between our read and our write: those that hold the new value were set
            # by us.
            same = _holding(definition, value, same)
        befores |= dict.fromkeys(same, "" if before is None else str(before))
        told |= dict.fromkeys(same, (words.get(before), words.get(value.stored)))
    return befores, told


def _holding(definition: ListDefinition, value: BulkValue, keys: Sequence[int]) -> list[int]:
    rows = definition.model._default_manager.filter(pk__in=keys, **{value.field: value.stored}).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _set_tags(value: BulkValue, keys: Sequence[int]) -> tuple[dict[int, str], dict[int, Pair]]:
    links = CompanyTag.objects.filter(company_id__in=keys).order_by("company_id", "tag_id")
    held: dict[int, set[int]] = {key: set() for key in keys}
    for company_id, tag_id in links.values_list("company_id", "tag_id"):
        held[company_id].add(tag_id)
    names = dict(Tag.objects.order_by("name_key").values_list("pk", "name"))
    added = [(key, tag) for key in keys for tag in value.add_tags if tag not in held[key]]
    removed = [(key, tag) for key in keys for tag in value.remove_tags if tag in held[key]]
    CompanyTag.objects.bulk_create(
        [CompanyTag(company_id=key, tag_id=tag) for key, tag in added], ignore_conflicts=True
    )
    taken = {key for key, _tag in removed}
    CompanyTag.objects.filter(company_id__in=taken, tag_id__in=value.remove_tags).delete()
    signs: dict[int, list[str]] = {}
    for key, tag in added:
        signs.setdefault(key, []).append(f"+{tag}")
    for key, tag in removed:
        signs.setdefault(key, []).append(f"-{tag}")
    told: dict[int, Pair] = {}
    for key in signs:
        after = (held[key] | set(value.add_tags)) - set(value.remove_tags)
        told[key] = (_tag_names(names, held[key]), _tag_names(names, after))
    return {key: ",".join(words) for key, words in signs.items()}, told


def _tag_names(names: Mapping[int, str], keys: set[int]) -> str:
    return ", ".join(name for key, name in names.items() if key in keys)


def _names(definition: ListDefinition, keys: Sequence[int]) -> dict[int, tuple[str, int | None]]:
    company = "pk" if definition.subject_kind == "company" else "company_id"
    rows = definition.model._default_manager.filter(pk__in=keys).order_by("pk")
    return {
        row[0]: (" ".join(part for part in row[2:] if part), row[1])
        for row in rows.values_list("pk", company, *definition.name_paths)
    }
