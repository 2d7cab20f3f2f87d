"""What may be set in bulk, and to what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.companies.actions.custom_store import is_slot
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column, ListDefinition
from negoce.companies.models import Tag
from negoce.companies.queries.lists.definition import readable_columns
from negoce.companies.queries.lists.fields import Emptiness, emptiness
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

_TAGS = re.compile(r"[+-]\d{1,18}(?:,[+-]\d{1,18})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class BulkValue:
    """A checked change: `field` is the model's column, empty for tags; `stored` what it takes, `words` its
    name.
    """

    field: str
    stored: int | str | None = None
    words: str = ""
    add_tags: tuple[int, ...] = ()
    remove_tags: tuple[int, ...] = ()


def bulk_columns(definition: ListDefinition, actor: Actor) -> dict[str, Column]:
    """The columns of closed choices that the actor may set in bulk."""
    return {
        key: column
        for key, column in readable_columns(definition, actor).items()
        if column.kind is ColumnKind.CHOICE
        and column.editable
        and "field" in definition.bulk_actions
        and (column.group is None or actor.may_write(column.group))
    }


def checked_value(actor: Actor, definition: ListDefinition, column: str, value: str) -> BulkValue:
    """The value as it will be stored; raises Refused when it is none, NotAllowed when the column is not
    theirs to set.
    """
    if column == "owner" and "owner" in definition.bulk_actions:
        return _owner(value)
    if column == "tags" and "tags" in definition.bulk_actions:
        return _tags(value)
    found = bulk_columns(definition, actor).get(column)
    if found is None or found.options is None:
        raise NotAllowed(_("Ce champ ne se modifie pas en lot. Rien n’a été changé."))
    labels = {code: str(label) for code, label in found.options(actor)}
    may_be_empty = emptiness(definition.model, found.path) is not Emptiness.NEVER
    if value not in labels and not (value == "" and may_be_empty):
        raise Refused(
            _("Choisissez une valeur de la liste. Rien n’a été changé."),
            fields={"value": [_("Valeur inconnue.")]},
        )
    # A custom field holds nothing at all where it is empty.
    stored = None if value == "" and is_slot(found.path) else value
    return BulkValue(found.path, stored, labels.get(value, ""))


def _owner(value: str) -> BulkValue:
    if value == "":
        return BulkValue("owner_id", None)
    user = (
        User.objects.filter(pk=int(value), is_active=True).first()
        if value.isdigit() and len(value) < 19
        else None
    )
    if user is None:
        raise Refused(
            _("Cette personne n’existe pas ou ne peut plus se connecter. Rien n’a été changé."),
            fields={"value": [_("Choisissez une personne de la liste.")]},
        )
    return BulkValue("owner_id", user.pk, user.full_name)


def _tags(value: str) -> BulkValue:
    refusal = Refused(_("Choisissez des étiquettes à ajouter ou à retirer. Rien n’a été changé."))
    if not _TAGS.fullmatch(value):
        raise refusal
    signed = [int(word) for word in value.split(",")]
    known = set(
        Tag.objects.filter(pk__in=[abs(key) for key in signed]).order_by().values_list("pk", flat=True)
    )
    if {abs(key) for key in signed} != known:
        raise refusal
    add = tuple(sorted({key for key in signed if key > 0}))
    remove = tuple(sorted({-key for key in signed if key < 0} - set(add)))
    return BulkValue("", add_tags=add, remove_tags=remove)
