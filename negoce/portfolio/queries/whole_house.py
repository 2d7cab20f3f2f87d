"""Who may set what holds for the whole house: budgets, the plan, playbooks and offers act on companies of everybody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import StatusFigures


def sees_whole_house(actor: Actor) -> bool:
    """Whether no company that was counted is hidden from the actor, be it by role or by team; one query at most."""
    if actor.sees_everything:
        return True
    seen = StatusFigures.objects.filter(company_rights(actor)).values("pk")
    return not StatusFigures.objects.exclude(pk__in=seen).order_by().exists()


def steers_house(actor: Actor) -> bool:
    """Whether the actor sets what holds for everybody: has the right, and sees all that it acts on; two queries."""
    if not actor.may(Permission.MANAGE_TARGETS):
        return False
    # Before the first night nothing was counted: a team alone is then no whole house.
    return actor.sees_everything or (StatusFigures.objects.exists() and sees_whole_house(actor))


def require_house(actor: Actor) -> None:
    """Raises NotAllowed for who does not steer the whole house."""
    require(actor, Permission.MANAGE_TARGETS)
    if not steers_house(actor):
        raise NotAllowed(
            _("Cela vaut pour toutes les entreprises : il faut les voir toutes. Rien n’a été changé.")
        )
