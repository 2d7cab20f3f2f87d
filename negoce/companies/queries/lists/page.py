"""One page of a list: exactly the columns shown, after the last row of the page before."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from negoce.companies.enums import ColumnKind
from negoce.companies.models import CompanyTag
from negoce.companies.queries.lists.matching import Look, candidates
from negoce.companies.queries.lists.order import (
    Stretch,
    Term,
    active,
    beyond,
    has_index,
    ordering,
    plain,
    restored,
    stretch_condition,
    stretches,
    terms_of,
)
from negoce.companies.queries.lists.spec import ListSpec

PAGE_ROWS = 50
MAX_CURSOR = 4_000


class BadCursor(Exception):
    """The place to go on from cannot be read: the list has to be read from its start."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each value of a row stands: `paths` is what is read, `places` the first index of each shown
    column.
    """

    paths: tuple[str, ...]
    places: tuple[int, ...]
    terms: tuple[Term, ...]
    term_places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as tuples (key, public id, then `layout`), and the cursor of the next page, empty when there is
    none.
    """

    rows: Sequence[tuple[Any, ...]]
    layout: Layout
    next_cursor: str = ""
    tags: dict[int, list[int]] | None = None


def layout_of(spec: ListSpec, *, with_order: bool = True) -> Layout:
    """What has to be read for the columns shown, and for the cursor when `with_order`."""
    paths: list[str] = ["pk", "public_id"]
    places: list[int] = []

    def place(path: str) -> int:
        if path not in paths:
            paths.append(path)
        return paths.index(path)

    for column in spec.columns:
        # A column's own path and the others it is drawn with must stand side by side.
        places.append(len(paths))
        paths.extend((column.path, *column.more_paths) if column.path else ())
    terms = terms_of(spec)
    term_places = tuple(place(term.path) for term in terms) if with_order else ()
    return Layout(tuple(paths), tuple(places), terms, term_places)


def read_page(spec: ListSpec, cursor: str = "", limit: int = PAGE_ROWS, *, look: Look | None = None) -> Page:
    """The first page, or the one after `cursor`; `look` tells what is known of the matches. Raises
    BadCursor.
    """
    layout = layout_of(spec)
    parts = stretches(layout.terms)
    start, values = _decode(spec, layout, cursor) if cursor else (parts[0], None)
    records = candidates(spec, look)
    sorting = not has_index(spec.definition.model, layout.terms[0].path)
    rows: list[tuple[Any, ...]] = []
    last_part = start
    for part in parts[parts.index(start) :]:
        found = _read(records, layout, part, values, limit + 1 - len(rows), sorting=sorting)
        rows += found
        values = None
        if found:
            last_part = part
        if len(rows) > limit:
            last_part = _part_of(layout, rows[limit - 1], parts)
            break
    next_cursor = _encode(layout, last_part, rows[limit - 1]) if len(rows) > limit else ""
    rows = rows[:limit]
    return Page(rows, layout, next_cursor, _tags(spec, rows))


def _read(
    records: QuerySet[Any],
    layout: Layout,
    part: Stretch,
    values: tuple[Any, ...] | None,
    limit: int,
    *,
    sorting: bool,
) -> list[tuple[Any, ...]]:
    order = ordering(layout.terms, part)
    rows = records.filter(stretch_condition(layout.terms, part))
    if values is not None:
        rows = rows.filter(beyond(layout.terms, part, values))
    ordered = rows.order_by(*order)
    if sorting:
        # The page is found by its keys first: rows that are not on it cost no join and no copy in the sort.
        page = records.model._default_manager.filter(pk__in=ordered.values("pk")[:limit])
        return list(page.order_by(*order).values_list(*layout.paths))
    return list(ordered.values_list(*layout.paths)[:limit])


def _part_of(layout: Layout, row: tuple[Any, ...], parts: tuple[Stretch, ...]) -> Stretch:
    if len(parts) == 1:
        return parts[0]
    return Stretch.EMPTY if row[layout.term_places[0]] in (None, "") else Stretch.FILLED


def _tags(spec: ListSpec, rows: Sequence[tuple[Any, ...]]) -> dict[int, list[int]] | None:
    if not any(column.kind is ColumnKind.TAGS for column in spec.columns):
        return None
    return read_tags([row[0] for row in rows])


def read_tags(company_ids: Sequence[int]) -> dict[int, list[int]]:
    """The keys of the tags of each company, in one query; companies without a tag are absent."""
    found: dict[int, list[int]] = {}
    links = CompanyTag.objects.filter(company_id__in=company_ids).order_by("company_id", "tag_id")
    for company_id, tag_id in links.values_list("company_id", "tag_id"):
        found.setdefault(company_id, []).append(tag_id)
    return found


def _encode(layout: Layout, part: Stretch, row: tuple[Any, ...]) -> str:
    places = dict(zip(layout.terms, layout.term_places, strict=True))
    values = [plain(row[places[term]]) for term in active(layout.terms, part)]
    packed = json.dumps([part.value, *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _decode(spec: ListSpec, layout: Layout, cursor: str) -> tuple[Stretch, tuple[Any, ...]]:
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError("too long")
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        content = json.loads(packed)
        part = Stretch(content[0])
        if part not in stretches(layout.terms):
            raise ValueError("not of this order")
        terms = active(layout.terms, part)
        values = tuple(restored(spec, term, value) for term, value in zip(terms, content[1:], strict=True))
    except (
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        OverflowError,
        binascii.Error,
        ValidationError,
    ) as problem:
        raise BadCursor from problem
    return part, values
