"""The checks that every change of somebody's account makes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.queries.actors import role_rights
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.people import may_grant, may_manage
from negoce.kit.refusal import Refused


def require_may_manage(actor: Actor, person: User) -> None:
    """Raises NotAllowed unless the actor may change this person's account."""
    require(actor, Permission.MANAGE_PEOPLE)
    if not may_manage(actor, Role(person.role)):
        raise NotAllowed(_("Seul un administrateur peut modifier le compte d’un administrateur."))


def require_may_grant(actor: Actor, role: Role, scope: Scope | None) -> None:
    """Raises NotAllowed unless the actor may give this role and scope."""
    require(actor, Permission.MANAGE_PEOPLE)
    if not may_grant(actor, role, role_rights(role), scope):
        raise NotAllowed(_("Vous ne pouvez pas donner plus de droits que vous n’en avez vous-même."))


def require_another_administrator(person: User) -> None:
    """Raises Refused when `person` is the last administrator who can sign in; call it in the transaction.

    The rows are locked where the database locks rows; SQLite has one writer at a time anyway. Two
    administrators who take each other's role at the same moment therefore do it one after the other.
    """
    administrators = User.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True).order_by("pk")
    others = [user for user in administrators.select_for_update() if user.pk != person.pk]
    if not others:
        raise Refused(
            _("C’est le dernier administrateur : nommez-en d’abord un autre. Rien n’a été changé."),
        )
