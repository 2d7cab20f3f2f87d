"""The words that a model has for its fields."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


def words_of_field(model: type[Model], name: str) -> Any:
    """The name of a field, in the reader's language once it is shown; raises FieldDoesNotExist."""
    # Relations seen from the other side have none; nobody asks for theirs.
    field: Any = model._meta.get_field(name)
    return field.verbose_name
