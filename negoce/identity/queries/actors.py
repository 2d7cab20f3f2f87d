"""From a signed-in user to the actor that reads and actions receive."""

from __future__ import annotations

import json
from dataclasses import replace

from django.db import connection

from negoce.identity.enums import FieldAccess, FieldGroup, Origin, Permission, Role, Scope
from negoce.identity.models import RolePolicy, Territory, User
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS, RoleDefaults


def actor_for(user: User, *, origin: Origin = Origin.WEB) -> Actor:
    """The actor that `user` is now, in at most two queries."""
    role = Role(user.role)
    rights = role_rights(role)
    scope = Scope(user.scope) if user.scope else rights.scope
    colleagues, territories = _sight(user, scope)
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        role=role,
        scope=scope,
        permissions=rights.permissions,
        colleague_ids=colleagues,
        territory_ids=territories,
        field_access=rights.field_access,
        origin=origin,
        language=user.language,
        second_factor_required=rights.second_factor_required,
    )


def role_rights(role: Role) -> RoleDefaults:
    """The role's rights as an administrator left them, in one query.

    Written in SQL because every request asks it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POLICY, [role.value])
        row = cursor.fetchone()
    if row is None:
        return with_policy(role, None)
    scope, permissions, field_access, second_factor = row
    policy = RolePolicy(
        role=role.value,
        scope=scope,
        permissions=None if permissions is None else json.loads(permissions),
        field_access=json.loads(field_access),
        second_factor_required=second_factor,
    )
    return with_policy(role, policy)


def all_role_rights() -> dict[Role, RoleDefaults]:
    """The rights of every role, in one query."""
    policies = {policy.role: policy for policy in RolePolicy.objects.order_by("role")}
    return {role: with_policy(role, policies.get(role.value)) for role in Role}


def with_policy(role: Role, policy: RolePolicy | None) -> RoleDefaults:
    """The defaults of `role` with what `policy` changes; values that no longer exist are passed over."""
    defaults = ROLE_DEFAULTS[role]
    if policy is None:
        return defaults
    if role is Role.ADMINISTRATOR:
        # Somebody must always be able to open every door: only the second factor is theirs to set.
        return replace(defaults, second_factor_required=policy.second_factor_required)
    changed = {
        group: FieldAccess(policy.field_access[group.value])
        for group in FieldGroup
        if policy.field_access.get(group.value) in set(FieldAccess)
    }
    return RoleDefaults(
        scope=Scope(policy.scope) if policy.scope else defaults.scope,
        permissions=(
            defaults.permissions
            if policy.permissions is None
            else frozenset(Permission(value) for value in policy.permissions if value in set(Permission))
        ),
        field_access={**defaults.field_access, **changed},
        second_factor_required=policy.second_factor_required,
    )


def _sight(user: User, scope: Scope) -> tuple[frozenset[int], frozenset[int]]:
    """Whose records, and which territories, the user sees: two sets of keys, in one query at most.

    Written in SQL because every request asks it: through the ORM it took longer than all the rest together.
    """
    alone = frozenset({user.pk})
    if scope is Scope.ALL:
        return alone, frozenset()
    team = user.team_id if scope is Scope.TEAM else None
    sql, parameters = (_OWN, [user.pk]) if team is None else (_OWN + _OF_TEAM, [user.pk, team, team])
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    colleagues = frozenset(key for is_territory, key in rows if not is_territory)
    return colleagues | alone, frozenset(key for is_territory, key in rows if is_territory)


_POLICY = (
    f"SELECT scope, permissions, field_access, second_factor_required FROM {RolePolicy._meta.db_table} "
    "WHERE role = %s"
)
_OWN = f"SELECT 1, territory_id FROM {Territory.people.through._meta.db_table} WHERE user_id = %s"
_OF_TEAM = (
    f" UNION ALL SELECT 1, id FROM {Territory._meta.db_table} WHERE team_id = %s"
    f" UNION ALL SELECT 0, id FROM {User._meta.db_table} WHERE team_id = %s"
)
