"""What each role may see and do before an administrator changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope


@dataclass(frozen=True, slots=True)
class RoleDefaults:
    """Scope, permissions and access to sensitive fields that a role starts with."""

    scope: Scope
    permissions: frozenset[Permission]
    field_access: Mapping[FieldGroup, FieldAccess]
    second_factor_required: bool = False


_WRITE = FieldAccess.WRITE
_READ = FieldAccess.READ
_NONE = FieldAccess.NONE

ROLE_DEFAULTS: Mapping[Role, RoleDefaults] = {
    Role.ADMINISTRATOR: RoleDefaults(
        scope=Scope.ALL,
        permissions=frozenset(Permission),
        field_access={
            FieldGroup.MARGIN: _WRITE,
            FieldGroup.PERSONAL: _WRITE,
            FieldGroup.OBSERVATIONS: _WRITE,
        },
    ),
    Role.MANAGER: RoleDefaults(
        scope=Scope.TEAM,
        permissions=frozenset(
            {
                Permission.CREATE,
                Permission.EDIT,
                Permission.DELETE,
                Permission.BULK_EDIT,
                Permission.EXPORT,
                Permission.IMPORT,
                Permission.MERGE,
                Permission.SHARE_VIEWS,
                Permission.SEE_JOURNAL,
                Permission.MANAGE_CATALOGUE,
                Permission.APPROVE_QUOTES,
                Permission.MANAGE_ORDERS,
                Permission.ISSUE_INVOICES,
                Permission.MANAGE_TARGETS,
                Permission.MANAGE_PROSPECTING,
            }
        ),
        field_access={
            FieldGroup.MARGIN: _READ,
            FieldGroup.PERSONAL: _WRITE,
            FieldGroup.OBSERVATIONS: _WRITE,
        },
    ),
    Role.SALESPERSON: RoleDefaults(
        scope=Scope.OWN,
        permissions=frozenset({Permission.CREATE, Permission.EDIT, Permission.BULK_EDIT}),
        field_access={
            FieldGroup.MARGIN: _READ,
            FieldGroup.PERSONAL: _WRITE,
            FieldGroup.OBSERVATIONS: _WRITE,
        },
    ),
    Role.MARKETING: RoleDefaults(
        scope=Scope.ALL,
        permissions=frozenset(
            {
                Permission.CREATE,
                Permission.EDIT,
                Permission.BULK_EDIT,
                Permission.EXPORT,
                Permission.IMPORT,
                Permission.SHARE_VIEWS,
                Permission.MANAGE_PROSPECTING,
            }
        ),
        field_access={
            FieldGroup.MARGIN: _NONE,
            FieldGroup.PERSONAL: _READ,
            FieldGroup.OBSERVATIONS: _NONE,
        },
    ),
    Role.SALES_ADMINISTRATION: RoleDefaults(
        scope=Scope.ALL,
        permissions=frozenset(
            {
                Permission.CREATE,
                Permission.EDIT,
                Permission.BULK_EDIT,
                Permission.EXPORT,
                Permission.IMPORT,
                # Whoever brings files in cleans what they bring.
                Permission.MERGE,
                Permission.MANAGE_CATALOGUE,
                Permission.MANAGE_ORDERS,
                Permission.ISSUE_INVOICES,
                Permission.MANAGE_PAYMENTS,
            }
        ),
        field_access={
            FieldGroup.MARGIN: _READ,
            FieldGroup.PERSONAL: _READ,
            FieldGroup.OBSERVATIONS: _NONE,
        },
    ),
    Role.READ_ONLY: RoleDefaults(
        scope=Scope.ALL,
        permissions=frozenset(),
        field_access={
            FieldGroup.MARGIN: _NONE,
            FieldGroup.PERSONAL: _NONE,
            FieldGroup.OBSERVATIONS: _NONE,
        },
    ),
}
