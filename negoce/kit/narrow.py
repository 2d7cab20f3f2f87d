"""Reading no more columns than are shown: building the SQL of a wide row costs more than running it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model


@lru_cache(maxsize=64)
def own_columns(model: type[Model], *without: str) -> tuple[str, ...]:
    """The names of a model's own columns, for `only()` beside those of the records it names."""
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in without)
