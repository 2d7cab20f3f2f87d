"""The JSON schema of what a calculator takes (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negoce.parameters.rules.calculator_reading import LONGEST_TEXT, MOST_ROWS, Wanted

# As it is read: a JSON number, or a text such as "1234.56" that keeps every decimal.
_NUMBER = {"type": ["number", "string"], "pattern": r"^-?\d{1,18}(\.\d{1,12})?$"}
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "money": _NUMBER,
    "percent": _NUMBER,
    "number": _NUMBER,
    "whole": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "yes_no": {"type": "boolean"},
    "text": {"type": "string", "maxLength": LONGEST_TEXT},
}


def schema_of(wanted: Sequence[Wanted], *, title: str = "") -> dict[str, Any]:
    """Return the schema of an object with these inputs, and no others."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {each.key: _property(each) for each in wanted},
        "required": [each.key for each in wanted if each.required],
        "additionalProperties": False,
    }
    return schema | {"title": title} if title else schema


def _property(wanted: Wanted) -> dict[str, Any]:
    label = str(getattr(wanted, "label", ""))
    found: dict[str, Any] = {"title": label} if label else {}
    found |= _kind(wanted)
    if not wanted.required and isinstance(found.get("type"), str | list):
        given = found["type"]
        found["type"] = [*([given] if isinstance(given, str) else given), "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def _kind(wanted: Wanted) -> dict[str, Any]:
    if wanted.kind == "rows":
        return {
            "type": "array",
            "items": schema_of(wanted.columns),
            "minItems": 1 if wanted.required else 0,
            "maxItems": MOST_ROWS,
        }
    if wanted.kind == "choice":
        return {"type": "string", "enum": [value for value, _words in wanted.choices]}
    found = dict(_TYPES[wanted.kind])
    if wanted.lowest is not None:
        found["minimum"] = float(wanted.lowest)
    if wanted.highest is not None:
        found["maximum"] = float(wanted.highest)
    if wanted.default is not None:
        found["default"] = (
            wanted.default if isinstance(wanted.default, bool | int | str) else str(wanted.default)
        )
    return found
