"""Deletes a custom field with all its values, for good; keeps search in step with what changed (F13)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from negoce.companies.actions.custom_field_checks import tell
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import CustomField
from negoce.companies.queries.custom_fields import VALUES, count_values
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue

CLEAR = "companies.custom_field_clear"
BATCH = 1_000
Progress = Callable[[int], None]


def delete_custom_field(actor: Actor, field: CustomField) -> int:
    """Take a field out of every screen at once and its values in a job; returns how many records had one.

    Saved views that name it say so. Raises NotAllowed.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        count = count_values(field)
        # Its name and its key are free again; its slot only once its values are gone.
        marked = CustomField.objects.filter(pk=field.pk, deleted=False).update(
            deleted=True, label_key=f"\N{WASTEBASKET}{field.pk}", key=f"gone_{field.pk}"
        )
        if marked:
            tell(actor, field, "deleted", {"label": (field.label, None), "count": (count, None)})
            enqueue(CLEAR, {"field": field.pk}, queue=JobQueue.LONG)
    return count


def clear_custom_field(field_id: int, progress: Progress) -> int:
    """Remove the values of a deleted field, then the field; may run again after an interruption."""
    field = CustomField.objects.filter(pk=field_id, deleted=True).first()
    if field is None:
        return 0
    values = VALUES[field.kind].objects.filter(slot=field.slot).order_by("pk")
    removed = 0
    while rows := list(values.values_list("pk", "record_id")[:BATCH]):
        with transaction.atomic():
            VALUES[field.kind].objects.filter(pk__in=[key for key, _record in rows]).delete()
            if field.searchable:
                index_records(field.kind, [record for _key, record in rows])
        removed += len(rows)
        progress(removed)
    CustomField.objects.filter(pk=field.pk).delete()
    return removed


def reindex_slot(kind: str, slot: int, progress: Progress) -> int:
    """Write search again for the records that hold something in a slot."""
    done = last = 0
    while True:
        after = VALUES[kind].objects.filter(slot=slot, record_id__gt=last).order_by("record_id")
        records = list(after.values_list("record_id", flat=True)[:BATCH])
        if not records:
            return done
        with transaction.atomic():
            index_records(kind, records)
        last = records[-1]
        done += len(records)
        progress(done)
