"""What a role may see and do: changed by an administrator, put back to its defaults, journaled."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.queries.actors import role_rights
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.role_defaults import RoleDefaults
from negoce.identity.words import label


def save_role_policy(
    actor: Actor,
    role: Role,
    *,
    scope: Scope,
    permissions: Collection[Permission],
    field_access: Mapping[FieldGroup, FieldAccess],
    second_factor_required: bool,
) -> RoleDefaults:
    """Set the rights of a role; returns those in force afterwards.

    The administrator's own rights cannot be cut, as somebody must open every door: only the second factor
    is set.
    """
    _require_administrator(actor)
    with transaction.atomic():
        before = role_rights(role)
        values: dict[str, object] = {"second_factor_required": second_factor_required}
        if role is not Role.ADMINISTRATOR:
            values |= {
                "scope": scope.value,
                "permissions": sorted(permission.value for permission in permissions),
                "field_access": {group.value: access.value for group, access in field_access.items()},
            }
        RolePolicy.objects.update_or_create(role=role.value, defaults=values)
        after = role_rights(role)
        _journal(actor, role, before, after)
    return after


def reset_role_policy(actor: Actor, role: Role) -> RoleDefaults:
    """Put a role back to its defaults; returns them."""
    _require_administrator(actor)
    with transaction.atomic():
        before = role_rights(role)
        RolePolicy.objects.filter(role=role.value).delete()
        after = role_rights(role)
        _journal(actor, role, before, after)
    return after


def _require_administrator(actor: Actor) -> None:
    require(actor, Permission.MANAGE_PEOPLE)
    if actor.role is not Role.ADMINISTRATOR:
        raise NotAllowed(_("Seul un administrateur peut changer ce que les rôles permettent."))


def _journal(actor: Actor, role: Role, before: RoleDefaults, after: RoleDefaults) -> None:
    old, new = _facts(before), _facts(after)
    changes = {key: (old[key], new[key]) for key in new if old[key] != new[key]}
    if changes:
        record(actor, Entry("changed", "role", None, str(label(role)), changes=changes))


def _facts(rights: RoleDefaults) -> dict[str, object]:
    facts: dict[str, object] = {
        "scope": rights.scope.value,
        "permissions": sorted(permission.value for permission in rights.permissions),
        "second_factor_required": rights.second_factor_required,
    }
    return facts | {f"fields_{group.value}": access.value for group, access in rights.field_access.items()}
