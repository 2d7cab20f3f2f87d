"""A column that a read left out fails when it is asked for later.

Django would fetch it in a query of its own, one a row, and nobody would see it but in production.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute


@contextmanager
def deferred_columns_fail() -> Iterator[None]:
    """Patch the columns of models for as long as the block lasts."""
    get = DeferredAttribute.__get__

    def get_or_fail(self: Any, instance: Model | None, cls: type[Model] | None = None) -> Any:
        if (
            instance is not None
            and self.field.attname not in instance.__dict__
            and not instance._state.adding
        ):
            name = f"{type(instance).__name__}.{self.field.attname}"
            # A link in the primary key of a parent is resolved without a query.
            if self._check_parent_chain(instance) is None:
                raise AssertionError(f"{name} was left out by the read that loaded the record")
        return get(self, instance, cls)

    DeferredAttribute.__get__ = get_or_fail  # type: ignore[method-assign]
    try:
        yield
    finally:
        DeferredAttribute.__get__ = get  # type: ignore[method-assign]
