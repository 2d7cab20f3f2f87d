"""The shape of what is written, in the description of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.api.records.given import Kind
from negoce.api.records.schemas import Schema
from negoce.companies.rules.custom_fields import KEY_PREFIX

_KINDS: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.NUMBER: {"type": ["number", "string", "null"]},
    Kind.FLAG: {"type": ["boolean", "null"]},
    Kind.RECORD: {"type": ["string", "null"], "description": "public id"},
}
_CUSTOM: Schema = {"type": ["string", "number", "boolean", "null"], "description": "custom field"}
REASON: Schema = {"type": "string", "description": "why a text that speaks of a person must stay"}


def input_schema(
    fields: Mapping[str, Kind],
    *,
    needed: Sequence[str] = (),
    seen: bool = False,
    more: Mapping[str, Schema] | None = None,
    custom: bool = False,
) -> Schema:
    """A JSON object with these fields and no other; `seen` takes the values that were read before, `custom` lets in
    the fields that the installation added, which are not described here: their names are not everybody's to read.
    """
    properties: dict[str, object] = {name: _KINDS[kind] for name, kind in fields.items()}
    if seen:
        properties["seen"] = {
            "type": "object",
            "description": "values read before, refused (409) when changed",
        }
    properties.update(more or {})
    schema: Schema = {
        "type": "object",
        "required": list(needed),
        "properties": properties,
        "additionalProperties": False,
    }
    if custom:
        schema["patternProperties"] = {f"^{KEY_PREFIX}[a-z0-9_]+$": _CUSTOM}
    return schema
