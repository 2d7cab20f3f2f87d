"""The records that an import wrote, each counted once however many rows spoke of it, and those edited since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import IntegerField, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from negoce.companies.models import ImportImage, ImportRun
from negoce.companies.queries.imports.targets import import_models, record_kind

# Where an image that is put back counts the records that the import had made and that are gone with it.
REMOVED = "removed"
_KEYS = {
    "sqlite": (
        "SELECT each.value, 1, image.written_at FROM {image} image, json_each(image.records, '$.created') each",
        "SELECT CAST(each.key AS INTEGER), 0, image.written_at"
        " FROM {image} image, json_each(image.records, '$.updated') each",
    ),
    "postgresql": (
        "SELECT each.value::bigint, 1, image.written_at FROM {image} image"
        " CROSS JOIN LATERAL jsonb_array_elements_text(image.records->'created') each",
        "SELECT each::bigint, 0, image.written_at FROM {image} image"
        " CROSS JOIN LATERAL jsonb_object_keys(image.records->'updated') each",
    ),
}
# A record that several rows spoke of stands in several images: the last one says when the import left it.
_COUNT = (
    "WITH told(id, made, at) AS ({created} WHERE {where} UNION ALL {updated} WHERE {where}),"
    " one(id, made, at) AS (SELECT id, max(made), max(at) FROM told GROUP BY id)"
    " SELECT coalesce(sum(made), 0), coalesce(sum(1 - made), 0), {edited} FROM one"
)
_EDITED = "(SELECT count(*) FROM one JOIN {record} record ON record.id = one.id AND record.updated_at > one.at{made})"


@dataclass(frozen=True, slots=True)
class Touched:
    """Records of one kind that an import made and changed, and those edited since: of both, and of those it made."""

    created: int
    updated: int
    edited: int
    edited_created: int = 0

    @property
    def total(self) -> int:
        """All that the import wrote."""
        return self.created + self.updated

    @property
    def untouched(self) -> int:
        """Those that the import made and nobody edited: its undo removes them."""
        return self.created - self.edited_created


def touched_records(run: ImportRun) -> Mapping[str, Touched]:
    """What an import wrote and is not undone yet, by kind of record: one query a kind (F10)."""
    kinds = ImportImage.objects.filter(run=run).order_by().values_list("kind", flat=True).distinct()
    return {kind: _touched(run, kind) for kind in sorted({record_kind(kind) for kind in kinds})}


def removed_records(run: ImportRun) -> int | None:
    """How many records an undo removed; None where that was not counted. The others it put back (F10)."""
    told = Cast(KeyTextTransform(REMOVED, "records"), IntegerField())
    found = ImportImage.objects.filter(run=run).order_by().aggregate(removed=Sum(told))["removed"]
    return None if found is None else min(int(found), run.undone_count)


def _touched(run: ImportRun, kind: str) -> Touched:
    quote = connection.ops.quote_name
    # Custom fields keep images of their own beside those of their record.
    where = "image.run_id = %s AND image.kind IN (%s, %s)"
    image = quote(ImportImage._meta.db_table)
    created, updated = (part.format(image=image) for part in _KEYS[connection.vendor])
    model = import_models().get(kind)
    record = quote(apps.get_model(model)._meta.db_table) if model else ""
    both = (_EDITED.format(record=record, made=made) if record else "0" for made in ("", " AND one.made = 1"))
    sql = _COUNT.format(created=created, updated=updated, where=where, edited=", ".join(both))
    with connection.cursor() as cursor:
        cursor.execute(sql, [run.pk, kind, f"{kind}_custom"] * 2)
        return Touched(*(int(count) for count in cursor.fetchone()))
