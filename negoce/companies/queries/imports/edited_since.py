"""How many records of an import were changed after it, which its undo keeps in whole or in part."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from negoce.companies.models import Activity, Company, Contact, ImportImage, ImportRun

_MODELS: dict[str, type[Model]] = {"company": Company, "contact": Contact, "activity": Activity}
_COUNT = {
    "sqlite": (
        "SELECT count(DISTINCT record.id) FROM {image} image, json_each(image.records, '$.created') each"
        " JOIN {record} record ON record.id = each.value WHERE {where}",
        "SELECT count(DISTINCT record.id) FROM {image} image, json_each(image.records, '$.updated') each"
        " JOIN {record} record ON record.id = CAST(each.key AS INTEGER) WHERE {where}",
    ),
    "postgresql": (
        "SELECT count(DISTINCT record.id) FROM {image} image"
        " CROSS JOIN LATERAL jsonb_array_elements_text(image.records->'created') each"
        " JOIN {record} record ON record.id = each.value::bigint WHERE {where}",
        "SELECT count(DISTINCT record.id) FROM {image} image"
        " CROSS JOIN LATERAL jsonb_object_keys(image.records->'updated') each"
        " JOIN {record} record ON record.id = each::bigint WHERE {where}",
    ),
}


def edited_since(run: ImportRun) -> int:
    """Records of the customer file that somebody edited since the import wrote them."""
    kinds = set(ImportImage.objects.filter(run=run).order_by().values_list("kind", flat=True))
    where = "image.run_id = %s AND image.kind = %s AND record.updated_at > image.written_at"
    total = 0
    with connection.cursor() as cursor:
        for kind in sorted(kinds & _MODELS.keys()):
            for sql in _COUNT[connection.vendor]:
                names = {
                    "image": connection.ops.quote_name(ImportImage._meta.db_table),
                    "record": connection.ops.quote_name(_MODELS[kind]._meta.db_table),
                }
                cursor.execute(sql.format(where=where, **names), [run.pk, kind])
                total += cursor.fetchone()[0]
    return total
