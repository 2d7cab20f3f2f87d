"""Closed by default: every action asks here first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor


class NotAllowed(PermissionDenied):
    """The actor lacks a right; the message says which and who can grant it."""


def require(actor: Actor, permission: Permission) -> None:
    """Let through an actor who holds `permission`; raises NotAllowed otherwise."""
    if not actor.may(permission):
        raise NotAllowed(
            _("Votre rôle ne permet pas cette action. Rien n’a été changé ; demandez à un administrateur.")
        )
