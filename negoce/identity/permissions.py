"""Closed by default: every action asks here first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor


class NotAllowed(PermissionDenied):
    """The actor lacks a right; the message says what happened, `permission` which right, where one would do."""

    def __init__(self, message: str = "", *, permission: Permission | None = None) -> None:
        super().__init__(message)
        self.permission = permission


def require(actor: Actor, permission: Permission) -> None:
    """Let through an actor who holds `permission`; raises NotAllowed otherwise."""
    require_any(actor, permission)


def require_house_reader(actor: Actor) -> None:
    """Let through who steers or configures: they read what holds for the whole house. Raises NotAllowed."""
    require_any(actor, Permission.MANAGE_SETTINGS, Permission.MANAGE_TARGETS)


def require_any(actor: Actor, *permissions: Permission) -> None:
    """Let through an actor who holds one of `permissions`; raises NotAllowed, naming the first, otherwise."""
    if not any(actor.may(permission) for permission in permissions):
        raise NotAllowed(
            _("Votre rôle ne permet pas cette action. Rien n’a été changé ; demandez à un administrateur."),
            permission=permissions[0],
        )
