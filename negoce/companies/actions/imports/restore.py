"""Puts back what one batch of an import did to the records of one kind: what is common to all kinds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.utils.dateparse import parse_datetime

from negoce.companies.models import ImportImage, ImportKept, ImportRun
from negoce.companies.queries.search.among import among
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor

Pair = Sequence[Any]
CHANGED_AT = "updated_at"


@dataclass
class UndoBatch:
    """The undo of one image, inside its transaction: what was put back, what was kept and why."""

    actor: Actor
    run: ImportRun
    image: ImportImage
    moment: datetime
    undone: set[int] = field(default_factory=set)
    kept: dict[int, ImportKept] = field(default_factory=dict)

    @property
    def created(self) -> Sequence[int]:
        """The keys of the records that the batch made."""
        return [int(key) for key in self.image.records.get("created", ())]

    @property
    def updated(self) -> Mapping[int, Mapping[str, Pair]]:
        """``{key: {field: [before, after]}}`` of the records that the batch changed."""
        return {int(key): fields for key, fields in self.image.records.get("updated", {}).items()}

    def keep(self, key: int, *, fields: Iterable[str] = (), links: Iterable[str] = ()) -> None:
        """Leave a record, whole or in these fields, and say so."""
        self.kept[key] = ImportKept(
            run=self.run,
            kind=self.image.kind,
            object_id=key,
            created=key in set(self.created),
            fields=sorted(set(fields)),
            links=sorted(set(links)),
        )


def rows_of(batch: UndoBatch, model: type[models.Model], relations: Sequence[str] = ()) -> dict[int, Any]:
    """The records of the image that are still there, by key, as they are now."""
    keys = sorted({*batch.created, *batch.updated})
    # Where rows can be locked they are; elsewhere the transaction holds the whole database.
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows.select_related(*relations)}


def changes_of(batch: UndoBatch, model: type[models.Model]) -> dict[int, datetime]:
    """When the records that the batch made were last changed, by key; those that are gone left out. Locks them."""
    if not batch.created:
        return {}
    rows = model._default_manager.select_for_update(of=("self",)).filter(among(batch.created)).order_by("pk")
    return dict(rows.values_list("pk", CHANGED_AT))


def removable(
    batch: UndoBatch,
    rows: Mapping[int, Any],
    *,
    own: Collection[str],
    edited: Callable[[Sequence[int]], Mapping[int, Collection[str]]],
) -> list[int]:
    """The records made by the batch that nobody touched since; the others are kept, with what was done.

    `own` names the tables (as ``app.model``) that hang on a record by itself; `edited(keys)` tells from the
    journal which fields people changed.
    """
    if not rows:
        batch.undone.update(batch.created)
        return []
    changed = {key: getattr(row, CHANGED_AT) for key, row in rows.items()}
    return unchanged(batch, type(next(iter(rows.values()))), changed, own=own, edited=edited)


def unchanged(
    batch: UndoBatch,
    model: type[models.Model],
    changed: Mapping[int, datetime],
    *,
    own: Collection[str],
    edited: Callable[[Sequence[int]], Mapping[int, Collection[str]]],
) -> list[int]:
    """The same as `removable`, for records of which only the dates of change were read (`changes_of`)."""
    present = [key for key in batch.created if key in changed]
    batch.undone.update(key for key in batch.created if key not in changed)
    told = edited(present) if present else {}
    links = linked(model, present, own) if present else {}
    free = []
    for key in present:
        moved = changed[key] != batch.image.written_at
        if moved or key in told or key in links:
            batch.keep(key, fields=told.get(key, ()), links=links.get(key, ()))
        else:
            free.append(key)
            batch.undone.add(key)
    return free


def remove_with_what_follows(model: type[models.Model], keys: Sequence[int], own: Collection[str]) -> None:
    """Remove records of which nothing else holds on, and the rows of the tables in `own` that are theirs."""
    if not keys:
        return
    for relation in _relations(model):
        if relation.related_model._meta.label_lower in own:
            rows = relation.related_model._default_manager.filter(among(keys, relation.field.attname))
            rows._raw_delete(using=rows.db)
    gone = model._default_manager.filter(among(keys))
    gone._raw_delete(using=gone.db)


def _relations(model: type[models.Model]) -> list[Any]:
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and not isinstance(relation, models.ManyToManyRel)
    ]


def linked(model: type[models.Model], keys: Sequence[int], own: Collection[str]) -> dict[int, set[str]]:
    """What other records hang on these, by key: names of tables as ``app.model``. One statement."""
    found: dict[int, set[str]] = defaultdict(set)
    names, statement = _pointing(model, frozenset(own))
    if not keys or not names:
        return found
    # The keys go as one parameter: Django takes longer over a list of them than the database over the answer.
    given = json.dumps(list(keys)) if connection.vendor == "sqlite" else list(keys)
    with connection.cursor() as cursor:
        cursor.execute(statement, [given] * statement.count("%s"))
        for at, key in cursor.fetchall():
            found[key].add(names[at])
    return found


@cache
def _pointing(model: type[models.Model], own: frozenset[str]) -> tuple[Sequence[str], str]:
    """The tables that may point at records of a model, and the statement that asks all of them.

    What has a bin is indexed for the living and for the bin apart: one question over both reads every row.
    """
    quote = connection.ops.quote_name
    among = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
    names: list[str] = []
    parts: list[str] = []
    for relation in _relations(model):
        other = relation.related_model
        if other._meta.label_lower in own:
            continue
        column, table = quote(relation.field.column), quote(other._meta.db_table)
        binned = any(field.name == "deleted_at" for field in other._meta.concrete_fields)
        for alive in (" AND deleted_at IS NULL", " AND deleted_at IS NOT NULL") if binned else ("",):
            parts.append(f"SELECT DISTINCT {len(names)}, {column} FROM {table} WHERE {column} {among}{alive}")
        names.append(other._meta.label_lower)
    return names, " UNION ALL ".join(parts)


def restored_values(
    batch: UndoBatch, row: models.Model, fields: Mapping[str, Pair]
) -> tuple[dict[str, Any], list[str]]:
    """The former values of the fields that still hold what the import wrote, and the names of the others.

    Only fields of the record itself; fields the import did not tell the value of follow the date of change.
    """
    back, later = {}, []
    untouched = getattr(row, CHANGED_AT, None) == batch.image.written_at
    for name, pair in fields.items():
        column = _column(type(row), name)
        if column is None or name == CHANGED_AT:
            continue
        before, current = column.to_python(pair[0]), getattr(row, name)
        if current == before:
            continue
        if current == column.to_python(pair[1]) if len(pair) > 1 else untouched:
            back[name] = before
        else:
            later.append(name)
    return back, later


def changed_at(batch: UndoBatch, row: models.Model, fields: Mapping[str, Pair], whole: bool) -> datetime:
    """The date of change that a restored record takes: its former one when it is as it was, else now."""
    before = fields.get(CHANGED_AT)
    if whole and before and getattr(row, CHANGED_AT) == batch.image.written_at:
        return parse_datetime(str(before[0])) or batch.moment
    return batch.moment


def journal_fields(
    kinds: Collection[str], keys_by: str, keys: Sequence[int], since: datetime
) -> dict[int, set[str]]:
    """Which fields of these records the journal says were changed after a moment."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = JournalEntry.objects.filter(
        among(keys, keys_by), subject_kind__in=sorted(kinds), at__gt=since
    ).order_by("pk")
    for key, values in rows.values_list(keys_by, "values"):
        found[key].update(values or {})
    return found


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any] | None:
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return columns.get(name)
