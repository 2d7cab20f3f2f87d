"""Saves a list's filter, sort and columns under a name."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from negoce.companies.models import SavedView
from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

MAX_NAME = 60
MAX_QUERY = 4_000
MAX_OWN = 40


def create_view(actor: Actor, *, list_key: str, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a new view of the actor's own, shared or not. Raises Refused (name, length), NotAllowed
    (sharing).
    """
    if actor.user_id is None or list_key not in LISTS:
        raise NotAllowed(_("Une vue appartient à une personne."))
    if is_shared:
        require(actor, Permission.SHARE_VIEWS)
    title = checked_name(name)
    _check_query(query)
    with transaction.atomic():
        own = SavedView.objects.filter(owner_id=actor.user_id, list_key=list_key)
        if own.count() >= MAX_OWN:
            raise Refused(
                _("Vous avez déjà %(max)s vues de cette liste : supprimez-en une d’abord.") % {"max": MAX_OWN}
            )
        if own.filter(name__iexact=title).exists():
            raise name_taken(title)
        last = own.aggregate(last=Max("position"))["last"] or 0
        view = SavedView.objects.create(
            owner_id=actor.user_id,
            list_key=list_key,
            name=title,
            query=query,
            is_shared=is_shared,
            position=last + 1,
        )
        record(actor, Entry("created", "saved_view", view.pk, title, changes={"query": (None, query)}))
    return view


def checked_name(name: str) -> str:
    """The name without idle spaces; raises Refused when empty or too long."""
    title = " ".join(name.replace("\x00", "").split())
    if not title:
        raise Refused(_("Donnez un nom à la vue."), fields={"name": [_("Donnez un nom à la vue.")]})
    if len(title) > MAX_NAME:
        message = _("Ce nom est trop long : %(max)s caractères au plus.") % {"max": MAX_NAME}
        raise Refused(message, fields={"name": [message]})
    return title


def name_taken(title: str) -> Refused:
    """The refusal of a name that one of the person's views has."""
    message = _("Vous avez déjà une vue « %(name)s ».") % {"name": title}
    return Refused(message, fields={"name": [message]})


def _check_query(query: str) -> None:
    if len(query) > MAX_QUERY:
        raise Refused(_("Ce filtre est trop long pour être enregistré. Rien n’a été enregistré."))
