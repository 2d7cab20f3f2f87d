"""What the model says of a column's path: can it be empty, and how a value of it is read back."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Field, ForeignKey, Model, TextField
from django.db.models.constants import LOOKUP_SEP


class Emptiness(StrEnum):
    """How a path says that it holds nothing."""

    NEVER = "never"
    BLANK = "blank"
    NULL = "null"


@lru_cache(maxsize=512)
def field_at(model: type[Model], path: str) -> tuple[Field[Any, Any], bool]:
    """The field at the end of an ORM path, and whether a link on the way may be missing."""
    options = model._meta
    missing = False
    names = path.split(LOOKUP_SEP)
    for name in names[:-1]:
        link = options.get_field(name)
        # A link seen from its other end may always be missing.
        missing = missing or link.auto_created or bool(link.null)
        related = link.related_model
        assert related is not None, path
        options = related._meta
    field = options.pk if names[-1] == "pk" else options.get_field(names[-1])
    assert isinstance(field, Field), path
    return field, missing


def emptiness(model: type[Model], path: str) -> Emptiness:
    """Whether and how the path may hold nothing."""
    field, missing = field_at(model, path)
    if missing or field.null:
        return Emptiness.NULL
    if isinstance(field, CharField | TextField) and field.blank:
        return Emptiness.BLANK
    return Emptiness.NEVER


@lru_cache(maxsize=512)
def missing_link(model: type[Model], path: str) -> str:
    """The link of the record whose absence alone leaves the path empty; nothing when there is no such link."""
    link, _found, rest = path.partition(LOOKUP_SEP)
    if not rest or LOOKUP_SEP in rest:
        return ""
    field, (target, _missing) = model._meta.get_field(link), field_at(model, path)
    return link if isinstance(field, ForeignKey) and field.null and not target.null else ""
