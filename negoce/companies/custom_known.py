"""The custom fields that there are, known to each process and at most a second old.

Lists, rights, screens and imports ask many times a request: the rows (a hundred short ones at most a kind) are read
once a second, and only if somebody asks. What this process changes itself is known at once (`forget`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from negoce.companies.enums import CustomType
from negoce.companies.models import CustomField
from negoce.companies.rules.custom_fields import Choice, KnownField
from negoce.identity.enums import FieldGroup

MAX_AGE = 1.0
_COLUMNS = (
    *("id", "kind", "slot", "key", "label", "type", "options", "group"),
    *("decimals", "searchable", "archived"),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read: `rows` as they were, to tell whether anything changed, and `read_at` when."""

    rows: Sequence[tuple[Any, ...]]
    fields: Mapping[str, tuple[KnownField, ...]]
    revision: int
    read_at: float | None


_known = _Known((), {}, 0, None)


def custom_fields(kind: str) -> tuple[KnownField, ...]:
    """The fields of companies (`company`) or contacts (`contact`) in their order, archived ones left out."""
    return tuple(one for one in all_custom_fields(kind) if not one.archived)


def all_custom_fields(kind: str) -> tuple[KnownField, ...]:
    """The same with the archived ones, whose values are kept."""
    return _fresh().fields.get(kind, ())


def find_custom(kind: str, key: str) -> KnownField | None:
    """The field of that key, archived or not."""
    return next((one for one in all_custom_fields(kind) if one.key == key), None)


def custom_revision() -> int:
    """A number that grows when fields change: what is made from them is made again."""
    return _fresh().revision


def forget() -> None:
    """Read the fields again at the next question: one was just changed."""
    global _known
    _known = _Known(_known.rows, _known.fields, _known.revision, None)


def know_none() -> None:
    """Start as if there were no field, without asking the database: for tests, whose rows are taken back."""
    global _known
    _known = _Known((), {}, _known.revision + 1, time.monotonic())


def _fresh() -> _Known:
    global _known
    known = _known
    if known.read_at is not None and time.monotonic() - known.read_at <= MAX_AGE:
        return known
    at = time.monotonic()
    rows = tuple(
        CustomField.objects.filter(deleted=False).order_by("kind", "position", "id").values_list(*_COLUMNS)
    )
    if rows == known.rows:
        known = _Known(known.rows, known.fields, known.revision, at)
    else:
        known = _Known(rows, _by_kind(rows), known.revision + 1, at)
    _known = known
    return known


def _by_kind(rows: Sequence[tuple[Any, ...]]) -> Mapping[str, tuple[KnownField, ...]]:
    found: dict[str, list[KnownField]] = {}
    for row in rows:
        one = known_field(dict(zip(_COLUMNS, row, strict=True)))
        found.setdefault(one.kind, []).append(one)
    return {kind: tuple(fields) for kind, fields in found.items()}


def known_field(values: Mapping[str, Any]) -> KnownField:
    """A field from the columns of its row."""
    return KnownField(
        id=values["id"],
        kind=values["kind"],
        slot=values["slot"],
        key=values["key"],
        label=values["label"],
        type=CustomType(values["type"]),
        choices=tuple(Choice(**one) for one in values["options"]),
        group=FieldGroup(values["group"]) if values["group"] else None,
        decimals=values["decimals"],
        searchable=values["searchable"],
        archived=values["archived"],
    )
