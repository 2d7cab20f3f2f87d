"""From a signed-in user to the actor that reads and actions receive."""

from __future__ import annotations

from negoce.identity.enums import FieldAccess, FieldGroup, Origin, Permission, Role, Scope
from negoce.identity.models import RolePolicy, Territory, User
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS, RoleDefaults


def actor_for(user: User, *, origin: Origin = Origin.WEB) -> Actor:
    """The actor that `user` is now, in at most three queries."""
    role = Role(user.role)
    rights = role_rights(role)
    scope = Scope(user.scope) if user.scope else rights.scope
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        role=role,
        scope=scope,
        permissions=rights.permissions,
        colleague_ids=_colleagues(user, scope),
        territory_ids=_territories(user, scope),
        field_access=rights.field_access,
        origin=origin,
        language=user.language,
    )


def role_rights(role: Role) -> RoleDefaults:
    """The role's rights as the administrator left them."""
    defaults = ROLE_DEFAULTS[role]
    policy = RolePolicy.objects.filter(role=role.value).first()
    if policy is None:
        return defaults
    changed = {FieldGroup(group): FieldAccess(access) for group, access in policy.field_access.items()}
    return RoleDefaults(
        scope=Scope(policy.scope) if policy.scope else defaults.scope,
        permissions=(
            defaults.permissions
            if policy.permissions is None
            else frozenset(Permission(value) for value in policy.permissions)
        ),
        field_access={**defaults.field_access, **changed},
    )


def _colleagues(user: User, scope: Scope) -> frozenset[int]:
    if scope is not Scope.TEAM or user.team_id is None:
        return frozenset({user.pk})
    members = User.objects.filter(team_id=user.team_id).order_by().values_list("pk", flat=True)
    return frozenset(members) | {user.pk}


def _territories(user: User, scope: Scope) -> frozenset[int]:
    if scope is Scope.ALL:
        return frozenset()
    own = Territory.objects.filter(people=user)
    if scope is Scope.TEAM and user.team_id is not None:
        own = own | Territory.objects.filter(team_id=user.team_id)
    return frozenset(own.order_by().values_list("pk", flat=True).distinct())
