"""The shape of what is written, in the description of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.api.records.given import Kind
from negoce.api.records.schemas import Schema

_KINDS: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.NUMBER: {"type": ["number", "string", "null"]},
    Kind.FLAG: {"type": ["boolean", "null"]},
    Kind.RECORD: {"type": ["string", "null"], "description": "public id"},
}
REASON: Schema = {"type": "string", "description": "why a text that speaks of a person must stay"}


def input_schema(
    fields: Mapping[str, Kind],
    *,
    needed: Sequence[str] = (),
    seen: bool = False,
    more: Mapping[str, Schema] | None = None,
) -> Schema:
    """A JSON object with these fields and no other; `seen` takes the values that were read before."""
    properties: dict[str, object] = {name: _KINDS[kind] for name, kind in fields.items()}
    if seen:
        properties["seen"] = {
            "type": "object",
            "description": "values read before, refused (409) when changed",
        }
    properties.update(more or {})
    return {
        "type": "object",
        "required": list(needed),
        "properties": properties,
        "additionalProperties": False,
    }
