"""Who asked for a job that erases people, with the rights of now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def asker_of(actor_id: int | None) -> Actor:
    """The person who asked; raises Refused when they may not sign in any more."""
    user = User.objects.filter(pk=actor_id or 0, is_active=True).first()
    if user is None:
        raise Refused(_("La personne qui l’a demandé ne peut plus se connecter : rien d’autre n’est effacé."))
    return actor_for(user)
