"""Who may change whose account, and give which role: nobody raises anybody above themselves."""

from __future__ import annotations

from negoce.identity.enums import FieldAccess, Permission, Role, Scope
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.role_defaults import RoleDefaults

_REACH = {Scope.OWN: 0, Scope.TEAM: 1, Scope.ALL: 2}
_DEPTH = {FieldAccess.NONE: 0, FieldAccess.READ: 1, FieldAccess.WRITE: 2}


def may_manage(actor: Actor, role: Role) -> bool:
    """Whether the actor may change the account of a person who holds `role`."""
    if not actor.may(Permission.MANAGE_PEOPLE):
        return False
    return actor.role is Role.ADMINISTRATOR or role is not Role.ADMINISTRATOR


def may_grant(actor: Actor, role: Role, rights: RoleDefaults, scope: Scope | None) -> bool:
    """Whether the actor may give `role` (with its `rights`) and this scope: never more than their own."""
    if not may_manage(actor, role):
        return False
    if actor.role is Role.ADMINISTRATOR:
        return True
    if not rights.permissions <= actor.permissions:
        return False
    if _REACH[scope or rights.scope] > _REACH[actor.scope]:
        return False
    return all(
        _DEPTH[access] <= _DEPTH[actor.field_access.get(group, FieldAccess.NONE)]
        for group, access in rights.field_access.items()
    )
