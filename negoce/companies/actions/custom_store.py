"""Writes values of custom fields where they still are what was read; inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from negoce.companies.models.custom_field import SLOT
from negoce.companies.queries.custom_fields import HELD_IN, VALUES, Stored
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.custom_values import CustomValue


def is_slot(path: str) -> bool:
    """Whether a list's path leads to the value of a custom field."""
    return path.startswith(SLOT)


def store_value(field: KnownField, record_id: int, before: Stored, after: CustomValue) -> bool:
    """Put `after` where `before` is stored; False, and nothing written, when it is not there any more."""
    return store_values(field, [record_id], before, after) == 1


def store_values(field: KnownField, record_ids: Sequence[int], before: Stored, after: CustomValue) -> int:
    """The same for several records that hold the same; returns on how many it was done."""
    rows: Any = VALUES[field.kind].objects.filter(record_id__in=record_ids, slot=field.slot)
    columns = columns_of(after)
    if before is not None:
        held = rows.filter(Q(**{HELD_IN[field.type]: before}))
        return int(held.delete()[0] if after.plain is None else held.update(**columns))
    if after.plain is None:
        return len(record_ids) - int(rows.count())
    model = VALUES[field.kind]
    free = set(record_ids) - set(rows.values_list("record_id", flat=True))
    try:
        with transaction.atomic():
            model.objects.bulk_create(
                [model(record_id=key, slot=field.slot, **columns) for key in sorted(free)], batch_size=500
            )
    except IntegrityError:
        return 0
    return len(free)


def set_slot_where(kind: str, path: str, record_ids: Sequence[int], before: Stored, after: Stored) -> int:
    """Set a choice (its code, None for nothing) by the path of its column, where `before` still is."""
    slot = int(path.removeprefix(SLOT).partition("__")[0])
    rows: Any = VALUES[kind].objects.filter(record_id__in=record_ids, slot=slot)
    if before is not None:
        held = rows.filter(text_key=before)
        return int(held.delete()[0] if after is None else held.update(text_key=after))
    model = VALUES[kind]
    made = [model(record_id=key, slot=slot, text_key=after) for key in record_ids] if after else []
    return len(model.objects.bulk_create(made, batch_size=500))


def columns_of(value: CustomValue) -> Mapping[str, Any]:
    """The columns of a value."""
    return {"text": value.text, "text_key": value.text_key, "number": value.number, "day": value.day}
