"""All the rows of a list in its order, a few at a time: memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.models import Company
from negoce.companies.queries.lists.computed import with_computed
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.order import ordering, stretch_condition, stretches, terms_of
from negoce.companies.queries.lists.page import layout_of, read_tags
from negoce.companies.queries.lists.spec import ListSpec

CHUNK_ROWS = 1_000
_FICTION = "is_fictional"


def with_fiction(spec: ListSpec) -> ListSpec:
    """The same list with a last column that tells invented companies, where any is held.

    A file travels further than the screen, whose pages say it; without such companies nothing is added.
    """
    company = spec.definition.company_path
    if spec.definition.model is not Company and not company:
        return spec
    if not Company.objects.filter(is_fictional=True).exists():
        return spec
    path = f"{company}__{_FICTION}" if company else _FICTION
    column = Column(_FICTION, _("Fiche fictive"), ColumnKind.YES_NO, path=path)
    return replace(spec, columns=(*spec.columns, column))


def export_records(spec: ListSpec, public_ids: Sequence[str] | None = None) -> QuerySet[Any]:
    """The records to export: those that match, or the chosen ones among those the actor sees."""
    if public_ids is None:
        return matching(spec)
    return spec.definition.visible(spec.actor).filter(public_id__in=public_ids)


def export_rows(spec: ListSpec, public_ids: Sequence[str] | None = None) -> Iterator[list[tuple[Any, ...]]]:
    """Chunks of rows; a row holds, for each shown column, its value followed by those it is drawn with.

    Tags come as the names of the tags, joined by commas.
    """
    layout = layout_of(spec, with_order=False)
    terms = terms_of(spec)
    for part in stretches(terms):
        rows = export_records(spec, public_ids).filter(stretch_condition(terms, part))
        ordered = rows.order_by(*ordering(terms, part)).values_list(*layout.paths)
        for chunk in _chunks(spec, ordered.iterator(chunk_size=CHUNK_ROWS)):
            yield with_computed(spec.columns, layout.places, chunk)


def _chunks(spec: ListSpec, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    with_tags = any(column.kind is ColumnKind.TAGS for column in spec.columns)
    names = {key: tag.name for key, tag in spec.directory.tags.items()} if with_tags else {}
    while chunk := list(islice(rows, CHUNK_ROWS)):
        if with_tags:
            tags = read_tags([row[0] for row in chunk])
            chunk = [
                (*row, ", ".join(names[key] for key in tags.get(row[0], ()) if key in names)) for row in chunk
            ]
        yield chunk


def places_of(spec: ListSpec) -> Sequence[int]:
    """Where each shown column's value stands in a row; tags stand last."""
    layout = layout_of(spec, with_order=False)
    return [
        -1 if column.kind is ColumnKind.TAGS else place
        for column, place in zip(spec.columns, layout.places, strict=True)
    ]
