"""Which objectives somebody may read: what is said of margins is for who may read margins."""

from __future__ import annotations

from django.db.models import Q

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Objective
from negoce.negotiation.rules.objectives import OF_MARGINS


def readable_objectives(actor: Actor) -> Q:
    """The condition on objectives of deals that the actor sees."""
    return Q() if actor.may_read(FieldGroup.MARGIN) else ~Q(metric__in=OF_MARGINS)


def may_read_objective(actor: Actor, row: Objective) -> bool:
    """Whether the actor may read this one, of a deal that they see."""
    return row.metric not in OF_MARGINS or actor.may_read(FieldGroup.MARGIN)
