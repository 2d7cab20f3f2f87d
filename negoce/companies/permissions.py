"""Which fields of the customer file each actor reads and writes.

Everything that shows, filters, sorts, searches, exports or journals a field asks here.
"""

from __future__ import annotations

from collections.abc import Mapping

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor

# Fields that are not everybody's, by model; a field that is not named here is readable by whoever sees the record.
SENSITIVE_FIELDS: Mapping[str, Mapping[str, FieldGroup]] = {
    "company": {},
    "contact": {
        "mobile": FieldGroup.PERSONAL,
        "linkedin": FieldGroup.PERSONAL,
        "note": FieldGroup.PERSONAL,
        "contact_preferences": FieldGroup.PERSONAL,
        "observations": FieldGroup.OBSERVATIONS,
    },
    "post": {
        "decision_power": FieldGroup.OBSERVATIONS,
        "decision_ceiling": FieldGroup.OBSERVATIONS,
        "gatekeeper_advice": FieldGroup.OBSERVATIONS,
        "mobile_then": FieldGroup.PERSONAL,
    },
}


def may_read_field(actor: Actor, model: str, field: str) -> bool:
    """Whether the actor reads this field of a record that the actor sees."""
    group = SENSITIVE_FIELDS.get(model, {}).get(field)
    return group is None or actor.may_read(group)


def may_write_field(actor: Actor, model: str, field: str) -> bool:
    """Whether the actor changes this field of a record that the actor may edit."""
    group = SENSITIVE_FIELDS.get(model, {}).get(field)
    return group is None or actor.may_write(group)


def hidden_fields(actor: Actor, model: str) -> frozenset[str]:
    """The sensitive fields of `model` that the actor may not read."""
    return frozenset(
        field for field, group in SENSITIVE_FIELDS.get(model, {}).items() if not actor.may_read(group)
    )


def readable_fields(actor: Actor, model: str, fields: list[str]) -> list[str]:
    """Those of `fields` that the actor may read, in order."""
    hidden = hidden_fields(actor, model)
    return [field for field in fields if field not in hidden]
