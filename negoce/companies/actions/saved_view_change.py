"""Changes or deletes a saved view: by its owner, or by an administrator when it is shared."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.saved_view_save import MAX_QUERY, checked_name, name_taken
from negoce.companies.models import SavedView
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def may_change_view(actor: Actor, view: SavedView) -> bool:
    """Whether the actor may change this view."""
    mine = actor.user_id is not None and view.owner_id == actor.user_id
    return mine or (view.is_shared and actor.may(Permission.MANAGE_SETTINGS))


def change_view(
    actor: Actor,
    view: SavedView,
    *,
    name: str | None = None,
    query: str | None = None,
    is_shared: bool | None = None,
) -> SavedView:
    """Change what is given. Raises NotAllowed, Refused."""
    _require(actor, view)
    if is_shared and not view.is_shared:
        require(actor, Permission.SHARE_VIEWS)
    after = {
        "name": view.name if name is None else checked_name(name),
        "query": view.query if query is None else query,
        "is_shared": view.is_shared if is_shared is None else is_shared,
    }
    if len(str(after["query"])) > MAX_QUERY:
        raise Refused(_("Ce filtre est trop long pour être enregistré. Rien n’a été enregistré."))
    with transaction.atomic():
        others = SavedView.objects.filter(owner_id=view.owner_id, list_key=view.list_key).exclude(pk=view.pk)
        if after["name"] != view.name and others.filter(name__iexact=after["name"]).exists():
            raise name_taken(str(after["name"]))
        changes = {
            key: (getattr(view, key), value) for key, value in after.items() if getattr(view, key) != value
        }
        for key, value in after.items():
            setattr(view, key, value)
        view.save(update_fields=list(after))
        if changes:
            record(actor, Entry("changed", "saved_view", view.pk, view.name, changes=changes))
    return view


def delete_view(actor: Actor, view: SavedView) -> None:
    """Delete a view; the records that it showed are untouched. Raises NotAllowed."""
    _require(actor, view)
    with transaction.atomic():
        record(
            actor, Entry("deleted", "saved_view", view.pk, view.name, changes={"query": (view.query, None)})
        )
        view.delete()


def _require(actor: Actor, view: SavedView) -> None:
    if not may_change_view(actor, view):
        raise NotAllowed(_("Cette vue appartient à quelqu’un d’autre : enregistrez-en une copie à vous."))
