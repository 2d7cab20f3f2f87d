"""One page of a list: exactly the columns shown, after the last row of the page before."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet

from negoce.companies.enums import ColumnKind
from negoce.companies.models import CompanyTag
from negoce.companies.queries.lists.among import Among
from negoce.companies.queries.lists.apart import Apart, apart_from
from negoce.companies.queries.lists.computed import with_computed
from negoce.companies.queries.lists.fields import missing_link
from negoce.companies.queries.lists.matching import (
    Look,
    candidates,
    is_led,
    is_long_way,
    note_long_way,
    walked,
)
from negoce.companies.queries.lists.named_by_row import along_the_living, named_by_row
from negoce.companies.queries.lists.order import (
    Stretch,
    Term,
    active,
    beyond,
    has_index,
    is_slot,
    ordering,
    plain,
    restored,
    stretch_condition,
    stretches,
    terms_of,
)
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import ListSpec

PAGE_ROWS = 50
MAX_CURSOR = 4_000
# Following the order is given up after this; collecting and sorting the matches is then quicker.
WALK_MILLISECONDS = 25
NO_LOOK = Look()


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
        if column.computed is not None:
            # The first place is that of the answer (with_computed).
            paths.extend(("pk", *column.computed_from))
        elif column.path:
            paths.extend((column.path, *column.more_paths))
        paths.extend((column.currency_path,) if column.currency_path else ())
    terms = terms_of(spec)
    term_places = tuple(place(term.path) for term in terms) if with_order else ()
    return Layout(tuple(paths), tuple(places), terms, term_places)


def read_page(spec: ListSpec, cursor: str = "", limit: int = PAGE_ROWS, *, look: Look = NO_LOOK) -> Page:
    """The first page, or the one after `cursor`; `look` tells what is known of the matches.

    Raises BadCursor.
    """
    layout = layout_of(spec)
    start = _decode(spec, layout, cursor) if cursor else (stretches(layout.terms)[0], None)
    found = None
    # Few matches are looked up in the table of custom values rather than met along its index.
    led = not (look.keys is not None and connection.vendor == "sqlite" and is_slot(layout.terms[0].path))
    records = candidates(spec, look)
    if is_led(spec, look) and not has_index(spec.definition.model, layout.terms[0].path):
        # Every match is read in any case: one row after the other, rather than as an index of the filter has them.
        records = walked(spec)
    elif is_led(spec, look):
        led = not is_long_way(spec)
        if led:
            found = within(
                WALK_MILLISECONDS, lambda: _read_parts(walked(spec), spec, layout, start, limit, look)
            )
        if found is None:
            led = False
            note_long_way(spec)
    if found is None:
        found = _read_parts(records, spec, layout, start, limit, look, led=led)
    rows, last_part = found
    next_cursor = _encode(layout, last_part, rows[limit - 1]) if len(rows) > limit else ""
    rows = with_computed(spec.columns, layout.places, rows[:limit])
    return Page(rows, layout, next_cursor, _tags(spec, rows))


def _read_parts(
    records: QuerySet[Any],
    spec: ListSpec,
    layout: Layout,
    start: tuple[Stretch, tuple[Any, ...] | None],
    limit: int,
    look: Look,
    *,
    led: bool = True,
) -> tuple[list[tuple[Any, ...]], Stretch]:
    """The rows, one more than `limit` when there are others, and the stretch of the last one shown."""
    parts = stretches(layout.terms)
    last_part, values = start
    apart = apart_from(spec, layout.terms) if look.keys is not None else None
    sorting = not led or look.keys is not None or not has_index(spec.definition.model, layout.terms[0].path)
    rows: list[tuple[Any, ...]] = []
    for part in parts[parts.index(last_part) :]:
        wanted = limit + 1 - len(rows)
        if apart is not None and part is Stretch.FILLED and look.keys is not None:
            found = _read_apart(spec, layout, apart, look.keys, values, wanted)
        else:
            found = _read(records, layout, part, values, wanted, sorting=sorting, led=led)
        rows += found
        values = None
        if found:
            last_part = part
        if len(rows) > limit:
            return rows, _part_of(layout, rows[limit - 1], parts)
    return rows, last_part


def _read(
    records: QuerySet[Any],
    layout: Layout,
    part: Stretch,
    values: tuple[Any, ...] | None,
    limit: int,
    *,
    sorting: bool,
    led: bool,
) -> list[tuple[Any, ...]]:
    order = ordering(layout.terms, part)
    records, terms = named_by_row(along_the_living(records, layout.terms), layout.terms)
    rows = records.filter(_of_stretch(records.model, terms, part, led=led))
    if values is not None:
        rows = rows.filter(beyond(terms, part, values, led=led))
    ordered = rows.order_by(*ordering(terms, part, led=led))
    if sorting:
        # The page is found by its keys first: rows that are not on it cost no join and no copy in the sort.
        page = records.model._default_manager.filter(pk__in=ordered.values("pk")[:limit])
        return list(page.order_by(*order).values_list(*layout.paths))
    return list(ordered.values_list(*layout.paths)[:limit])


def _of_stretch(model: type[Model], terms: tuple[Term, ...], part: Stretch, *, led: bool) -> Q:
    if part is Stretch.EMPTY and connection.vendor == "postgresql":
        # Asked of the link: PostgreSQL cannot guess how many rows a join finds nothing for, and sorts them all.
        link = missing_link(model, terms[0].path)
        if link:
            return Q(**{f"{link}__isnull": True})
    return stretch_condition(terms, part, led=led)


def _read_apart(
    spec: ListSpec,
    layout: Layout,
    apart: Apart,
    keys: Sequence[int],
    values: tuple[Any, ...] | None,
    limit: int,
) -> list[tuple[Any, ...]]:
    """The same, when the known matches are put in order by another table alone: it is read without theirs."""
    rows = apart.model._default_manager.filter(Among(keys))
    rows = rows.filter(stretch_condition(apart.terms, Stretch.FILLED))
    if values is not None:
        rows = rows.filter(beyond(apart.terms, Stretch.FILLED, values))
    first = list(rows.order_by(*ordering(apart.terms, Stretch.FILLED)).values_list("pk", flat=True)[:limit])
    page = spec.definition.model._default_manager.filter(pk__in=first)
    return list(page.order_by(*ordering(layout.terms, Stretch.FILLED)).values_list(*layout.paths))


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
