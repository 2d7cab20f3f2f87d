"""Who may set what holds for the whole house: budgets, the plan, playbooks and offers act on companies of everybody."""

from __future__ import annotations

from django.db.models import Count, Q, Subquery
from django.utils.translation import gettext as _

from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import StatusFigures


def sees_whole_house(actor: Actor) -> bool:
    """Whether no company that somebody follows, or nobody, is hidden from the actor by role or team; one query at most.

    The newest year that was counted says it: a closed one keeps owners as they were. Companies of people who left are
    waiting for another owner. Before the first night nothing was counted: a team alone is then no whole house.
    """
    if actor.sees_everything:
        return True
    newest = StatusFigures.objects.order_by("-year", "-pk").values("year")[:1]
    found = (
        StatusFigures.objects.filter(Q(owner=None) | Q(owner__is_active=True), year=Subquery(newest))
        .order_by()
        .aggregate(there=Count("pk"), seen=Count("pk", filter=company_rights(actor)))
    )
    return bool(0 < found["there"] == found["seen"])


def steers_house(actor: Actor) -> bool:
    """Whether the actor sets what holds for everybody: has the right, and sees all that it acts on; one query."""
    return actor.may(Permission.MANAGE_TARGETS) and sees_whole_house(actor)


def require_house(actor: Actor) -> None:
    """Raises NotAllowed for who does not steer the whole house."""
    require(actor, Permission.MANAGE_TARGETS)
    if not steers_house(actor):
        raise NotAllowed(
            _("Cela vaut pour toutes les entreprises : il faut les voir toutes. Rien n’a été changé.")
        )
