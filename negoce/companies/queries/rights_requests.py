"""The requests of people about their data, the most urgent first."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.enums import RightsState
from negoce.companies.models import RightsRequest
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor


def visible_requests(actor: Actor) -> QuerySet[RightsRequest]:
    """Requests of people whom the actor sees, of people without a record, and of who was erased since.

    Raises NotAllowed for who does not answer people's requests.
    """
    require_privacy(actor)
    rows = RightsRequest.objects.select_related("contact__company", "handler")
    if actor.sees_everything:
        return rows
    seen = visible_contacts(actor).values("pk")
    return rows.filter(Q(contact__in=seen) | Q(contact__isnull=True) | Q(handler_id=actor.user_id))


def open_requests(actor: Actor) -> QuerySet[RightsRequest]:
    """Those that wait for an answer, by the last day of it."""
    return visible_requests(actor).filter(state=RightsState.OPEN.value).order_by("due_on", "pk")


def closed_requests(actor: Actor) -> QuerySet[RightsRequest]:
    """Those that were answered, the latest first."""
    return visible_requests(actor).exclude(state=RightsState.OPEN.value).order_by("-answered_on", "-pk")
