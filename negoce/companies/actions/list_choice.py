"""Keeps how a person likes a list: its columns, its rows at a time, the order of its views, what is pinned."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

MAX_PINS = 20


def keep_list_choice(actor: Actor, *, list_key: str, name: str, value: object) -> None:
    """Store one choice beside the others of this list; not journaled, it is the person's own screen."""
    with transaction.atomic():
        user = User.objects.get(pk=_person(actor, list_key))
        lists = user.preferences.get("lists")
        kept = dict(lists) if isinstance(lists, dict) else {}
        before = kept.get(list_key)
        kept[list_key] = {**(before if isinstance(before, dict) else {}), name: value}
        user.preferences = {**user.preferences, "lists": kept}
        user.save(update_fields=["preferences"])


def keep_view_order(actor: Actor, *, list_key: str, keys: Sequence[str]) -> None:
    """Store the order in which the person wants the views of a list."""
    keep_list_choice(actor, list_key=list_key, name="views", value=list(dict.fromkeys(keys))[:100])


def pin_view(actor: Actor, *, list_key: str, view_key: str, pinned: bool) -> None:
    """Put a view among the person's favourites, last, or take it out. Raises Refused beyond 20 of them."""
    with transaction.atomic():
        user = User.objects.get(pk=_person(actor, list_key))
        stored = user.preferences.get("pins")
        pin = f"{list_key}/{view_key}"
        pins = [each for each in stored if each != pin] if isinstance(stored, list) else []
        if pinned and len(pins) >= MAX_PINS:
            raise Refused(_("Vous avez déjà %(max)s favoris : retirez-en un d’abord.") % {"max": MAX_PINS})
        user.preferences = {**user.preferences, "pins": [*pins, pin] if pinned else pins}
        user.save(update_fields=["preferences"])


def _person(actor: Actor, list_key: str) -> int:
    if actor.user_id is None or list_key not in LISTS:
        raise NotAllowed(_("Les colonnes se choisissent pour une personne."))
    return actor.user_id
