"""Sign-ins in the journal: who came in, when and how."""

from __future__ import annotations

from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for


def record_account_event(user: User, verb: str, *, method: str = "") -> None:
    """Journal what a person did with their own access: `signed_in`, `password_changed`…"""
    changes = {"method": (None, method)} if method else {}
    record(actor_for(user), Entry(verb, "user", user.pk, user.full_name, changes=changes))
