"""One record as a row of a list, to draw it again where it stands."""

from __future__ import annotations

from negoce.companies.enums import ColumnKind
from negoce.companies.queries.lists.computed import with_computed
from negoce.companies.queries.lists.page import Page, layout_of, read_tags
from negoce.companies.queries.lists.spec import ListSpec


def read_row(spec: ListSpec, public_id: str) -> Page:
    """The row of a record that the actor sees, whether or not it still answers the filter; else no row."""
    layout = layout_of(spec, with_order=False)
    found = spec.definition.visible(spec.actor).filter(public_id=public_id)
    rows = with_computed(spec.columns, layout.places, found.values_list(*layout.paths)[:1])
    tagged = any(column.kind is ColumnKind.TAGS for column in spec.columns)
    return Page(rows, layout, tags=read_tags([row[0] for row in rows]) if tagged else None)
