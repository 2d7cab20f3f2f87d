"""Renames a tag or changes its colour; the views that filter by it go on working."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.companies.actions.tag_set import NAME_MAX
from negoce.companies.actions.tag_views import point_views
from negoce.companies.enums import TagColour
from negoce.companies.models import Tag
from negoce.companies.rules.value_cleaning import clean_line
from negoce.companies.words.findings import say
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.kit.text import name_key


def change_tag(actor: Actor, tag: Tag, *, name: str, colour: str) -> Tag:
    """Give a tag this name and colour. Raises NotAllowed, Refused (name empty, too long or taken; colour)."""
    require(actor, Permission.MANAGE_SETTINGS)
    clean = clean_tag_name(name, but=tag)
    clean_tag_colour(colour)
    after = {"name": clean, "colour": colour}
    changes = {key: (getattr(tag, key), value) for key, value in after.items() if getattr(tag, key) != value}
    if not changes:
        return tag
    with one_transaction():
        point_views(tag, at=name_key(clean))
        tag.name, tag.name_key, tag.colour = clean, name_key(clean), colour
        tag.save(update_fields=["name", "name_key", "colour"])
        record(actor, Entry("changed", "tag", tag.pk, tag.name, changes=changes))
    return tag


def clean_tag_colour(colour: str) -> None:
    """Raises Refused when there is no such colour."""
    if colour not in set(TagColour):
        message = _("Cette couleur n’existe pas.")
        raise Refused(message, fields={"colour": [message]})


def clean_tag_name(name: str, *, but: Tag | None = None) -> str:
    """The name as it is kept; raises Refused when it is empty, too long, or that of another tag than `but`."""
    parsed = clean_line(name, NAME_MAX)
    if parsed.finding is not None:
        raise Refused(say(parsed.finding), fields={"name": [say(parsed.finding)]})
    clean = parsed.value or ""
    key = name_key(clean)
    if not key:
        message = _("Donnez un nom à l’étiquette.")
        raise Refused(message, fields={"name": [message]})
    others = Tag.objects.exclude(pk=but.pk) if but else Tag.objects.all()
    same = others.filter(name_key=key).first()
    if same is not None:
        said = (
            _("L’étiquette « %(name)s » existe déjà : fusionnez plutôt les deux.")
            if but
            else _("L’étiquette « %(name)s » existe déjà.")
        )
        message = said % {"name": same.name}
        raise Refused(message, fields={"name": [message]})
    return clean
