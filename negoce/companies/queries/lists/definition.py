"""The columns of a list, its own and those that others lend, as far as a person may read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from negoce.companies.custom_known import custom_revision
from negoce.companies.interfaces import Column, ListDefinition
from negoce.companies.queries.custom_fields import custom_columns
from negoce.companies.wired import wired
from negoce.identity.enums import FieldGroup

if TYPE_CHECKING:
    from negoce.identity.rules.actor import Actor


def all_columns(definition: ListDefinition) -> tuple[Column, ...]:
    """Own columns, those of upper rooms and custom fields, by position; what a person may read of them is another
    question.
    """
    every = (
        *definition.columns,
        *definition.upper(wired()),
        *custom_columns(definition.subject_kind),
    )
    return tuple(sorted(every, key=lambda column: column.position))


def readable_columns(definition: ListDefinition, actor: Actor) -> Mapping[str, Column]:
    """The columns that `actor` may read, by key: no other is shown, filtered, sorted, summed or exported."""
    return _columns(definition.key, lambda: all_columns(definition), _readable_groups(actor))[0]


def hidden_columns(definition: ListDefinition, actor: Actor) -> frozenset[str]:
    """The keys of the columns that exist but that `actor` may not read."""
    return _columns(definition.key, lambda: all_columns(definition), _readable_groups(actor))[1]


def _readable_groups(actor: Actor) -> frozenset[FieldGroup]:
    return frozenset(group for group in FieldGroup if actor.may_read(group))


# Sorted columns, with the revision of the custom fields among them.
_kept: dict[tuple[str, frozenset[FieldGroup]], tuple[int, Mapping[str, Column], frozenset[str]]] = {}


def _columns(
    key: str, columns: Callable[[], tuple[Column, ...]], groups: frozenset[FieldGroup]
) -> tuple[Mapping[str, Column], frozenset[str]]:
    """Columns are sorted once for each set of rights, and again when a custom field changed."""
    revision = custom_revision()
    found = _kept.get((key, groups))
    if found is None or found[0] != revision:
        every = columns()
        shown = {one.key: one for one in every if one.group is None or one.group in groups}
        found = _kept[key, groups] = (
            revision,
            MappingProxyType(shown),
            frozenset(one.key for one in every) - shown.keys(),
        )
    return found[1], found[2]
