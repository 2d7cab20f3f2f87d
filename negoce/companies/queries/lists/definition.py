"""What a list is: its records, its columns, and what one starts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from negoce.companies.custom_known import custom_revision
from negoce.companies.interfaces import Column, Wiring
from negoce.companies.queries.custom_fields import custom_columns
from negoce.companies.rules.filters import Operator
from negoce.companies.wired import wired
from negoce.identity.enums import FieldGroup, Permission

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class BuiltInView:
    """A view that everybody has; `query` is a query string like those that people save."""

    key: str
    label: Any
    query: str


def _nothing(_wiring: Wiring) -> tuple[Column, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """One list. `visible(actor)` gives the records that the actor sees, in no order.

    `row_url` is the name of the page of a record, by its public id. `upper(wiring)` are the columns that
    rooms above lend. `subject_kind` names the records in the journal. `name_paths` make a record's name,
    `quick` is the column behind the box that is always at hand, `quick_operator` what the box asks of it:
    where an index knows beginnings only, STARTS. `company_path` leads to the company of a record, empty when it
    has none; `has_bin` tells that the bin keeps such records; `edit_permission` is what editing a cell takes.
    `opens_with` is the view that the bare address shows, instead of all records.
    """

    key: str
    label: Any
    model: type[Model]
    columns: tuple[Column, ...]
    visible: Callable[[Actor], QuerySet[Any]]
    row_url: str
    subject_kind: str
    name_paths: tuple[str, ...]
    quick: str
    default_sort: str
    views: tuple[BuiltInView, ...] = ()
    bulk_actions: tuple[str, ...] = ()
    upper: Callable[[Wiring], tuple[Column, ...]] = _nothing
    quick_operator: Operator = Operator.CONTAINS
    company_path: str = "company"
    has_bin: bool = False
    edit_permission: Permission = Permission.EDIT
    opens_with: str = ""

    def all_columns(self) -> tuple[Column, ...]:
        """Own columns, those of upper rooms and custom fields, by position; what a person may read of them is
        another question.
        """
        every = (*self.columns, *self.upper(wired()), *custom_columns(self.subject_kind))
        return tuple(sorted(every, key=lambda column: column.position))

    def default_columns(self, columns: Mapping[str, Column]) -> tuple[Column, ...]:
        """The columns shown before a person chooses, among those the person may read."""
        return tuple(column for column in columns.values() if column.shown and column.shown_by_default)


def readable_columns(definition: ListDefinition, actor: Actor) -> Mapping[str, Column]:
    """The columns that `actor` may read, by key: no other is shown, filtered, sorted, summed or exported."""
    return _columns(definition.key, definition.all_columns, _readable_groups(actor))[0]


def hidden_columns(definition: ListDefinition, actor: Actor) -> frozenset[str]:
    """The keys of the columns that exist but that `actor` may not read."""
    return _columns(definition.key, definition.all_columns, _readable_groups(actor))[1]


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
