"""Keeps the order in which a person wants the favourites of the sidebar."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor


def keep_pin_order(actor: Actor, *, pins: Sequence[str]) -> None:
    """Put the actor's favourites in the order of `pins`; those it does not name follow, unknown ones are left out.

    Not journaled: it is the person's own screen. Raises NotAllowed for whoever is nobody.
    """
    if actor.user_id is None:
        raise NotAllowed(_("Les favoris sont ceux d’une personne."))
    with transaction.atomic():
        user = User.objects.get(pk=actor.user_id)
        stored = user.preferences.get("pins")
        known = [pin for pin in stored if isinstance(pin, str)] if isinstance(stored, list) else []
        wanted = [pin for pin in dict.fromkeys(pins) if pin in known]
        after = [*wanted, *(pin for pin in known if pin not in wanted)]
        if after != stored:
            user.preferences = {**user.preferences, "pins": after}
            user.save(update_fields=["preferences"])
