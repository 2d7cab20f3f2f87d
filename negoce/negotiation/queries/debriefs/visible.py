"""The review of a meeting is read by who wrote it, by who leads them, and by administrators; peers never read it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Debrief

_LEADERS = (Role.MANAGER.value, Role.ADMINISTRATOR.value)


def leads(actor: Actor) -> bool:
    """Whether they answer for other people's work."""
    return actor.role.value in _LEADERS


def led_people(actor: Actor, prefix: str = "") -> Q:
    """The condition on people, at an ORM path, whose reviews the actor reads as their manager; themselves aside."""
    if not leads(actor) or actor.user_id is None:
        return Q(pk__in=())
    others = ~Q(**{f"{prefix}pk": actor.user_id})
    if actor.role is Role.ADMINISTRATOR:
        return others
    # Managers of one team are peers of each other.
    others &= ~Q(**{f"{prefix}role__in": _LEADERS})
    return others if actor.sees_everything else others & Q(**{f"{prefix}pk__in": sorted(actor.colleague_ids)})


def visible_debriefs(actor: Actor) -> QuerySet[Debrief]:
    """The actor's own and those of whom they lead, of meetings that are not in the bin; in no order."""
    own = Q(author_id=actor.user_id) if actor.user_id is not None else Q(pk__in=())
    rows = Debrief.objects.filter(own | led_people(actor, "author__"), activity__deleted_at__isnull=True)
    return rows.order_by()


def led_users(actor: Actor) -> QuerySet[User]:
    """Those whom the actor leads, by name."""
    return User.objects.filter(led_people(actor)).order_by("last_name", "first_name", "pk")
