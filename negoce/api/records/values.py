"""Values on their way out, as JSON has them: dates ISO 8601, amounts as text, people and companies by public id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from negoce.companies.custom_known import find_custom
from negoce.companies.enums import ColumnKind, CustomType
from negoce.companies.interfaces import Column
from negoce.companies.permissions import is_custom
from negoce.companies.queries.lists.directory import Directory
from negoce.companies.rules.custom_values import YES

Write = Callable[[tuple[Any, ...]], Any]


def plain(value: Any) -> Any:
    """A stored value as JSON has it: an amount is a text, so that no cent is lost on the way."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def column_writer(
    column: Column, place: int, directory: Directory, tags: Mapping[int, list[int]] | None, kind: str
) -> Write:
    """How the value of a column is read from a row of a list of records of this kind."""
    if column.kind is ColumnKind.PERSON:
        return lambda row: person(directory, row[place])
    if column.kind is ColumnKind.COMPANY:
        return lambda row: {"id": row[place + 1], "name": row[place]} if row[place + 1] else None
    if column.kind is ColumnKind.TAGS:
        held = tags or {}
        return lambda row: [directory.tags[key].name for key in held.get(row[0], ()) if key in directory.tags]
    if is_yes_no(kind, column.key):
        return lambda row: None if row[place] is None else row[place] == YES
    if is_custom(column.key) and column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        # Their table holds four decimals, whatever the field has.
        places = 2 if column.kind is ColumnKind.MONEY else column.decimals
        return lambda row: None if row[place] is None else f"{row[place]:.{places}f}"
    if column.key == "name" and column.more_paths:
        # A person's name is two values in one column.
        return lambda row: f"{row[place + 1]} {row[place]}".strip()
    return lambda row: plain(row[place])


def is_yes_no(kind: str, key: str) -> bool:
    """Whether a column holds a custom field that answers yes or no: its code is stored, JSON says true or false."""
    field = find_custom(kind, key) if is_custom(key) else None
    return field is not None and field.type is CustomType.YES_NO


def person(directory: Directory, key: int | None) -> Mapping[str, str] | None:
    """One of our own people, by public id and name."""
    found = directory.people.get(key) if key is not None else None
    return {"id": found.public_id, "name": found.full_name} if found else None
