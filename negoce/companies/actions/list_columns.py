"""Keeps which columns a person wants in a list."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor


def keep_columns(actor: Actor, *, list_key: str, columns: str) -> None:
    """Store the columns with their widths, as in the address; not journaled, it is the person's own
    screen.
    """
    if actor.user_id is None or list_key not in LISTS:
        raise NotAllowed(_("Les colonnes se choisissent pour une personne."))
    with transaction.atomic():
        user = User.objects.get(pk=actor.user_id)
        lists = user.preferences.get("lists")
        kept = dict(lists) if isinstance(lists, dict) else {}
        kept[list_key] = {"columns": columns}
        user.preferences = {**user.preferences, "lists": kept}
        user.save(update_fields=["preferences"])
