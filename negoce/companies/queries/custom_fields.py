"""Custom fields as lists, pages, search and exports read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from negoce.companies.custom_known import all_custom_fields, custom_fields
from negoce.companies.enums import ColumnKind, CustomType
from negoce.companies.interfaces import Column
from negoce.companies.models import CompanyCustomValue, ContactCustomValue, CustomField, SavedView
from negoce.companies.models.custom_field import SLOT
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.words.custom_values import options_of
from negoce.identity.rules.actor import Actor

Stored = Any  # str, Decimal, date or None
# The table of values of each kind of record: the two have the same columns.
VALUES: Mapping[str, Any] = {"company": CompanyCustomValue, "contact": ContactCustomValue}
# The column of the value itself, by type.
HELD_IN: Mapping[CustomType, str] = {
    CustomType.TEXT: "text",
    CustomType.NUMBER: "number",
    CustomType.AMOUNT: "number",
    CustomType.DATE: "day",
    CustomType.CHOICE: "text_key",
    CustomType.YES_NO: "text_key",
}
_KINDS: Mapping[CustomType, ColumnKind] = {
    CustomType.TEXT: ColumnKind.TEXT,
    CustomType.NUMBER: ColumnKind.NUMBER,
    CustomType.AMOUNT: ColumnKind.MONEY,
    CustomType.DATE: ColumnKind.DATE,
    CustomType.CHOICE: ColumnKind.CHOICE,
    CustomType.YES_NO: ColumnKind.CHOICE,
}
_AFTER_OWN = 500


def custom_columns(kind: str) -> tuple[Column, ...]:
    """A column for each field of a kind of record, in order."""
    return tuple(_column(field, place) for place, field in enumerate(custom_fields(kind)))


def _column(field: KnownField, place: int) -> Column:
    slot = f"{SLOT}{field.slot}"
    path = f"{slot}__{HELD_IN[field.type]}"
    key = f"{slot}__text_key" if field.type is CustomType.TEXT else ""
    numeric = field.type in (CustomType.NUMBER, CustomType.AMOUNT)
    return Column(
        field.key,
        field.label,
        _KINDS[field.type],
        path=path,
        sort_path=key,
        folded_path=key,
        group=field.group,
        options=_options(field) if field.type in (CustomType.CHOICE, CustomType.YES_NO) else None,
        editable=field.key,
        aggregate="sum" if numeric else "",
        decimals=field.decimals,
        position=_AFTER_OWN + place,
    )


def _options(field: KnownField) -> Callable[[Actor], Sequence[tuple[str, Any]]]:
    return lambda _actor: options_of(field)


def readable_custom(actor: Actor, kind: str) -> tuple[KnownField, ...]:
    """The fields that the actor may read, in order, archived ones left out."""
    return tuple(one for one in custom_fields(kind) if one.group is None or actor.may_read(one.group))


def custom_values(
    kind: str, record_ids: Sequence[int], fields: Sequence[KnownField]
) -> Mapping[int, dict[str, Stored]]:
    """The values of records by key of field, in one query; what is empty is absent. No query without a field."""
    if not fields or not record_ids:
        return {}
    by_slot = {one.slot: one for one in fields}
    rows = VALUES[kind].objects.filter(record_id__in=record_ids, slot__in=list(by_slot)).order_by()
    found: dict[int, dict[str, Stored]] = {}
    for record, slot, *held in rows.values_list("record_id", "slot", "text", "text_key", "number", "day"):
        one = by_slot[slot]
        value = dict(zip(("text", "text_key", "number", "day"), held, strict=True))[HELD_IN[one.type]]
        found.setdefault(record, {})[one.key] = value
    return found


def custom_value(field: KnownField, record_id: int) -> Stored:
    """The value of one record in one field, None for nothing."""
    return custom_values(field.kind, [record_id], [field]).get(record_id, {}).get(field.key)


def searchable_texts(kind: str, record_ids: Sequence[int]) -> Mapping[int, str]:
    """What search finds records by, beside their own words: texts that everybody may read."""
    fields = [
        one for one in all_custom_fields(kind) if one.searchable and one.group is None and not one.archived
    ]
    found = custom_values(kind, record_ids, fields)
    return {record: " ".join(str(value) for value in values.values()) for record, values in found.items()}


def count_values(field: CustomField) -> int:
    """How many records hold something in a field."""
    return int(VALUES[field.kind].objects.filter(slot=field.slot).count())


def count_choice(field: CustomField, code: str) -> int:
    """How many records hold this choice."""
    return int(VALUES[field.kind].objects.filter(slot=field.slot, text_key=code).count())


def count_views_naming(key: str) -> int:
    """How many saved views, of everybody, name a field in a filter, an order or their columns."""
    word = re.compile(rf"(?<![a-z0-9_]){re.escape(key)}(?![a-z0-9_])")
    texts = SavedView.objects.filter(query__contains=key).order_by().values_list("query", flat=True)
    return sum(1 for text in texts if word.search(text))
