"""The shapes of values in the description of the API."""

from __future__ import annotations

from typing import Any

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column

Schema = dict[str, Any]
ID: Schema = {"type": "string", "pattern": "^[0-9a-z]{12}$", "description": "public id"}
REF: Schema = {
    "type": ["object", "null"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
_KINDS: dict[ColumnKind, Schema] = {
    ColumnKind.NUMBER: {"type": ["integer", "number", "string", "null"]},
    ColumnKind.MONEY: {"type": ["string", "null"], "description": 'amount in euros, such as "1234.50"'},
    ColumnKind.DATE: {"type": ["string", "null"], "format": "date"},
    ColumnKind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    ColumnKind.YES_NO: {"type": ["boolean", "null"]},
    ColumnKind.PERSON: REF,
    ColumnKind.COMPANY: REF,
    ColumnKind.TAGS: {"type": "array", "items": {"type": "string"}},
}


def column_schema(column: Column) -> Schema:
    """The shape of a column's value."""
    return {"title": str(column.label), **_KINDS.get(column.kind, {"type": ["string", "null"]})}


def page_schema(items: Schema) -> Schema:
    """One page of a list."""
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": items},
            "next": {"type": ["string", "null"], "description": "address of the next page"},
        },
    }
