"""Moves the values of custom fields from a record to the one it is merged into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.companies.custom_known import all_custom_fields
from negoce.companies.queries.custom_fields import HELD_IN, VALUES

Row = dict[str, Any]
_HELD = ("text", "text_key", "number", "day")


def move_custom_values(
    kind: str, from_id: int, to_id: int, chosen: Mapping[str, str] | None = None
) -> dict[str, list[list[Any]]]:
    """Give the record `to_id` what `from_id` holds, in the caller's transaction.

    A field that only one of them fills keeps that value; where both do, `chosen[key]` is "kept" (the default: the
    value of `to_id` stays) or "absorbed". Returns what both held before, as JSON holds it, for `restore_custom_values`.
    """
    rows: Any = VALUES[kind].objects
    before = {one: _rows(kind, one) for one in (from_id, to_id)}
    slots = {field.key: field.slot for field in all_custom_fields(kind)}
    theirs = {slots[key] for key, word in (chosen or {}).items() if word == "absorbed" and key in slots}
    held = {row["slot"] for row in before[to_id]}
    moved = [row["slot"] for row in before[from_id] if row["slot"] in theirs or row["slot"] not in held]
    rows.filter(record_id=to_id, slot__in=moved).delete()
    rows.filter(record_id=from_id, slot__in=moved).update(record_id=to_id)
    return {str(one): [_plain(row) for row in held] for one, held in before.items()}


def restore_custom_values(kind: str, before: Mapping[str, list[list[Any]]]) -> None:
    """Put back what `move_custom_values` told, for fields that still exist; in the caller's transaction."""
    model: Any = VALUES[kind]
    slots = {field.slot for field in all_custom_fields(kind)}
    for record_id, rows in before.items():
        model.objects.filter(record_id=int(record_id), slot__in=slots).delete()
        model.objects.bulk_create(
            [
                model(record_id=int(record_id), slot=slot, **dict(zip(_HELD, held, strict=True)))
                for slot, *held in rows
                if slot in slots
            ]
        )


def differing_custom(kind: str, kept_id: int, absorbed_id: int) -> dict[str, tuple[Any, Any]]:
    """The fields in which two records differ: `{key: (value kept, value absorbed)}`, None for nothing."""
    sides = [{row["slot"]: row for row in _rows(kind, one)} for one in (kept_id, absorbed_id)]
    found = {}
    for field in all_custom_fields(kind):
        first, second = (side.get(field.slot, {}).get(HELD_IN[field.type]) for side in sides)
        if first != second:
            found[field.key] = (first, second)
    return found


def _rows(kind: str, record_id: int) -> list[Row]:
    return list(VALUES[kind].objects.filter(record_id=record_id).order_by("slot").values("slot", *_HELD))


def _plain(row: Row) -> list[Any]:
    text, key, number, day = (row[name] for name in _HELD)
    return [
        row["slot"],
        text,
        key,
        None if number is None else str(number),
        None if day is None else str(day),
    ]
