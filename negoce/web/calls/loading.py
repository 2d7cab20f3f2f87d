"""The session of an address, as the person of the request may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import CallSession
from negoce.prospecting.queries.call_sessions import visible_sessions
from negoce.web.http import actor_of, load_or_404


def load_session(request: HttpRequest, public_id: str) -> tuple[Actor, CallSession]:
    """Who asks, and the session; 404 when they may not see it."""
    actor = actor_of(request)
    rows = visible_sessions(actor).select_related("script", "grid", "template", "plan", "owner")
    return actor, load_or_404(rows, public_id)


def require_caller(actor: Actor) -> None:
    """Whoever calls writes reports, and reads the numbers of people."""
    require(actor, Permission.EDIT)
    require(actor, Permission.CREATE)
    if not actor.may_read(FieldGroup.PERSONAL):
        raise NotAllowed(
            _(
                "Vos droits ne montrent pas les coordonnées des personnes : vous ne pouvez pas les appeler d’ici."
            )
        )
