"""The total order of a list: what is empty comes last in both directions, and the key breaks ties.

Databases disagree on where nothing goes, and an index cannot serve « nothing last » downwards. The first
sort column is therefore read in two stretches, filled then empty, each in the plain order of an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, Lookup, Model, OneToOneRel, OrderBy, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThan

from negoce.companies.models.custom_field import SLOT
from negoce.companies.queries.lists.fields import Emptiness, emptiness, field_at
from negoce.companies.queries.lists.spec import group_path, name_paths

if TYPE_CHECKING:
    from negoce.companies.queries.lists.spec import ListSpec


class Stretch(StrEnum):
    """Which part of the list: rows whose first sort column is filled, or empty; or all when it never is."""

    WHOLE = "whole"
    FILLED = "filled"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Term:
    """One path of the order; `link` tells whether it holds something, when it is not its own column.

    `beside` is where the record's key stands in the table of the path, when each record has one row there.
    """

    path: str
    descending: bool
    emptiness: Emptiness
    link: str = ""
    beside: str = ""


@lru_cache(maxsize=512)
def has_index(model: type[Model], path: str) -> bool:
    """Whether an index gives the rows in the order of this path."""
    field, _missing = field_at(model, path)
    leading = {index.fields[0].removeprefix("-") for index in field.model._meta.indexes if index.fields}
    # Values of custom fields: the slot, which the join fixes, then the value.
    leading |= {index.fields[1] for index in field.model._meta.indexes if index.fields[:1] == ["slot"]}
    return (
        field.primary_key or field.unique or bool(getattr(field, "db_index", False)) or field.name in leading
    )


@lru_cache(maxsize=512)
def key_beside(model: type[Model], path: str) -> str:
    """Where the key of the record stands in the table that a path leads to, which holds one row a record; else ""."""
    link, found, rest = path.partition(LOOKUP_SEP)
    if not found or LOOKUP_SEP in rest or is_slot(path):
        return ""
    field = model._meta.get_field(link)
    return f"{link}__pk" if isinstance(field, OneToOneRel) and field.field.primary_key else ""


def terms_of(spec: ListSpec) -> tuple[Term, ...]:
    """The paths of the order, that of the groups first, the key last, in the direction of the last column."""
    model = spec.definition.model
    terms = []
    grouped = group_path(spec.group) if spec.group else ""
    if grouped:
        along = next((key.descending for key in spec.sort if key.column is spec.group), False)
        names = name_paths(spec.group) if spec.group else ()
        terms += [Term(path, along, emptiness(model, path), beside=key_beside(model, path)) for path in names]
        terms.append(Term(grouped, along, emptiness(model, grouped)))
    for key in spec.sort:
        path = key.column.sort_path or key.column.path
        if path in {term.path for term in terms}:
            continue
        terms.append(Term(path, key.descending, emptiness(model, path), beside=key_beside(model, path)))
    descending = terms[-1].descending if terms else False
    return (*terms, Term("pk", descending, Emptiness.NEVER))


def stretches(terms: tuple[Term, ...]) -> tuple[Stretch, ...]:
    """The parts to read one after the other."""
    if terms[0].emptiness is Emptiness.NEVER:
        return (Stretch.WHOLE,)
    return (Stretch.FILLED, Stretch.EMPTY)


class Unled(Func):
    """A column that SQLite does not take its order from, nor looks for in an index: the unary plus tells it so."""

    template = "+%(expressions)s"
    arity = 1


def stretch_condition(terms: tuple[Term, ...], stretch: Stretch, *, led: bool = True) -> Q:
    """The rows of a stretch; not `led` where an index of the order would lead the long way (SQLite)."""
    first = terms[0]
    if stretch is Stretch.WHOLE:
        return Q()
    if not led:
        return Q(_unled_condition(first, stretch))
    if first.emptiness is Emptiness.NULL:
        return Q(**{f"{first.link or first.path}__isnull": stretch is Stretch.EMPTY})
    return Q(**{first.path: ""}) if stretch is Stretch.EMPTY else Q(**{f"{first.path}__gt": ""})


def _unled_condition(first: Term, stretch: Stretch) -> Lookup[bool]:
    column = Unled(F(first.link or first.path))
    if first.emptiness is Emptiness.NULL:
        return IsNull(column, stretch is Stretch.EMPTY)
    return Exact(column, "") if stretch is Stretch.EMPTY else GreaterThan(column, "")


def ordering(terms: tuple[Term, ...], stretch: Stretch, *, led: bool = True) -> list[OrderBy]:
    """The ORDER BY of a stretch; its first column is left out where it is empty."""
    found = []
    for term in active(terms, stretch):
        path = _key_beside(terms, stretch) if term.path == "pk" else term.path
        expression = F(path) if led else Unled(F(path))
        nulls = term.emptiness is Emptiness.NULL and term is not terms[0]
        if term.descending:
            found.append(expression.desc(nulls_last=True) if nulls else expression.desc())
        else:
            found.append(expression.asc(nulls_last=True) if nulls else expression.asc())
    return found


def _key_beside(terms: tuple[Term, ...], stretch: Stretch) -> str:
    """Where the key is read: in the table that gives the order, whose index then ends with it.

    Read elsewhere, SQLite would put all rows of one value in order before it shows the first.
    """
    if stretch is not Stretch.FILLED:
        return "pk"
    slot, _found, _rest = terms[0].path.partition(LOOKUP_SEP)
    return f"{slot}__record" if is_slot(terms[0].path) else terms[0].beside or "pk"


def is_slot(path: str) -> bool:
    """Whether a path leads to the value of a custom field."""
    return path.startswith(SLOT)


def active(terms: tuple[Term, ...], stretch: Stretch) -> tuple[Term, ...]:
    """The terms that order a stretch."""
    return terms[1:] if stretch is Stretch.EMPTY else terms


def beyond(terms: tuple[Term, ...], stretch: Stretch, values: tuple[Any, ...], *, led: bool = True) -> Q:
    """The rows after the one with these values (one for each active term)."""
    used = active(terms, stretch)
    alternatives = []
    equal = Q()
    for term, value in zip(used, values, strict=True):
        after = _after(term, value, led=led)
        if after is not None:
            alternatives.append(equal & after)
        equal &= _equal(term, value, led=led)
    found = reduce(or_, alternatives)
    if (
        led
        and len(used) > 1
        and values[0] is not None
        and (used[0] is terms[0] or used[0].emptiness is Emptiness.NEVER)
    ):
        # The same said once more on the first column alone, so that an index starts at the right place.
        found &= Q(**{f"{used[0].path}__{'lte' if used[0].descending else 'gte'}": values[0]})
    return found


def _equal(term: Term, value: Any, *, led: bool) -> Q:
    if value is None:
        return Q(**{f"{term.path}__isnull": True})
    return Q(**{term.path: value}) if led else Q(Exact(Unled(F(term.path)), value))


def _after(term: Term, value: Any, *, led: bool) -> Q | None:
    if value is None:
        return None
    if led:
        after = Q(**{f"{term.path}__{'lt' if term.descending else 'gt'}": value})
    else:
        # Each alternative would be looked up in an index, row by row all over the table.
        beyond_value = LessThan if term.descending else GreaterThan
        after = Q(beyond_value(Unled(F(term.path)), value))
    if term.emptiness is Emptiness.NULL:
        after |= Q(**{f"{term.path}__isnull": True})
    return after


def plain(value: Any) -> Any:
    """A value of a row as a cursor holds it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def restored(spec: ListSpec, term: Term, value: Any) -> Any:
    """The value of a cursor, typed by its field; raises ValueError when it cannot be one."""
    if value is None:
        if term.emptiness is Emptiness.NEVER:
            raise ValueError("a cursor cannot stand on nothing here")
        return None
    if not isinstance(value, str | int | bool) or (isinstance(value, str) and "\x00" in value):
        raise ValueError("a cursor holds plain values")
    field, _missing = field_at(spec.definition.model, term.path)
    return field.to_python(value)
