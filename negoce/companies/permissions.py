"""Which fields of the customer file each actor reads and writes.

Everything that shows, filters, sorts, searches, exports or journals a field asks here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from negoce.companies.custom_known import find_custom
from negoce.companies.rules.custom_fields import KEY_PREFIX
from negoce.identity.enums import FieldGroup, Permission, Role
from negoce.identity.permissions import NotAllowed
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
    if is_custom(field):
        return all(actor.may_read(group) for group in custom_groups(model, field))
    group = SENSITIVE_FIELDS.get(model, {}).get(field)
    return group is None or actor.may_read(group)


def may_write_field(actor: Actor, model: str, field: str) -> bool:
    """Whether the actor changes this field of a record that the actor may edit."""
    if is_custom(field):
        return all(actor.may_write(group) for group in custom_groups(model, field))
    group = SENSITIVE_FIELDS.get(model, {}).get(field)
    return group is None or actor.may_write(group)


def is_custom(field: str) -> bool:
    """Whether this is the key of a custom field."""
    return field.startswith(KEY_PREFIX)


def custom_groups(model: str, field: str) -> frozenset[FieldGroup]:
    """The groups whose right the values of a custom field ask for; of one that is gone, every group."""
    found = find_custom(model, field)
    if found is None:
        return frozenset(FieldGroup)
    return frozenset() if found.group is None else frozenset({found.group})


def may_answer_person(actor: Actor) -> bool:
    """Whether the actor answers requests of access and erasure: they see all that is held about a person."""
    if actor.may(Permission.MANAGE_PRIVACY):
        return True
    reads_all = actor.may_read(FieldGroup.PERSONAL) and actor.may_read(FieldGroup.OBSERVATIONS)
    return actor.role is Role.MANAGER and reads_all


def require_privacy(actor: Actor) -> None:
    """Let through who answers people's requests about their data; raises NotAllowed otherwise."""
    if not may_answer_person(actor):
        raise NotAllowed(_("Votre rôle ne permet pas de traiter les demandes RGPD. Rien n’a été changé."))
