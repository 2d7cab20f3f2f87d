"""Makes a tag that no company has yet, so that colleagues find it when they choose."""

from __future__ import annotations

from negoce.companies.actions.tag_change import clean_tag_colour, clean_tag_name
from negoce.companies.models import Tag
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key


def create_tag(actor: Actor, *, name: str, colour: str) -> Tag:
    """A new tag. Raises NotAllowed, Refused (name empty, too long or taken; colour)."""
    require(actor, Permission.MANAGE_SETTINGS)
    clean = clean_tag_name(name)
    clean_tag_colour(colour)
    with one_transaction():
        tag = Tag.objects.create(name=clean, name_key=name_key(clean), colour=colour)
        changes = {"name": (None, clean), "colour": (None, colour)}
        record(actor, Entry("created", "tag", tag.pk, clean, changes=changes))
    return tag
