"""Who is acting: a frozen value that every read and every action receives first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from negoce.identity.enums import FieldAccess, FieldGroup, Origin, Permission, Role, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the program itself, with the rights that were in force when the work began.

    `colleague_ids` are the users whose records the actor sees under Scope.TEAM, always with the actor's own
    id; `territory_ids` the territories whose records the actor sees without owning them.
    """

    user_id: int | None
    name: str
    role: Role
    scope: Scope
    permissions: frozenset[Permission]
    colleague_ids: frozenset[int] = frozenset()
    territory_ids: frozenset[int] = frozenset()
    field_access: Mapping[FieldGroup, FieldAccess] = field(default_factory=dict)
    origin: Origin = Origin.WEB
    language: str = "fr"
    second_factor_required: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the actor holds this permission."""
        return permission in self.permissions

    def may_read(self, group: FieldGroup) -> bool:
        """Whether the actor may read fields of this sensitive group."""
        return self.field_access.get(group, FieldAccess.NONE) is not FieldAccess.NONE

    def may_write(self, group: FieldGroup) -> bool:
        """Whether the actor may change fields of this sensitive group."""
        return self.field_access.get(group, FieldAccess.NONE) is FieldAccess.WRITE

    @property
    def sees_everything(self) -> bool:
        """Whether no record is hidden from the actor."""
        return self.scope is Scope.ALL


def system_actor(name: str = "Négoce", origin: Origin = Origin.JOB) -> Actor:
    """The program acting on its own account: sees all, may do all, named in the journal by `name`."""
    return Actor(
        user_id=None,
        name=name,
        role=Role.ADMINISTRATOR,
        scope=Scope.ALL,
        permissions=frozenset(Permission),
        field_access=dict.fromkeys(FieldGroup, FieldAccess.WRITE),
        origin=origin,
    )
