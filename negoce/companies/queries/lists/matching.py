"""The records that answer a list's filter, worded so that each database finds them the quick way.

Two ways lead to a page: collect all that match and sort them, or follow the order and ask each row until
the page is
full. With 200,000 records the first is quicker up to some 3,000 matches, the second beyond. Databases
guess badly how many match (SQLite hardly tries), so we look first and word the query accordingly.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from negoce.companies.queries.lists.conditions import condition_of
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.filters import Condition, Group, conditions_of

COUNTED = 10_000
FEW = 3_000
# Beyond, SQLite finds the records again as fast as it reads a list of their keys.
LISTED_ON_SQLITE = 1_000
# Several conditions are dearer to check and worth knowing more about.
LOOK_MILLISECONDS = {1: 3, 2: 8}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of records, exact unless there are `more`."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look told: how many match, and which ones when they are few."""

    count: Count
    keys: Sequence[int] | None = None


def matching(spec: ListSpec) -> QuerySet[Any]:
    """The records that the actor sees and that answer the filter, in no order."""
    return spec.definition.visible(spec.actor).filter(condition_of(spec, spec.whole_filter))


def first_look(spec: ListSpec) -> Look | None:
    """How many records match: no further than COUNTED without a filter, FEW with one; None when it takes
    too long.
    """
    if not spec.whole_filter.parts:
        number = within(LOOK_MILLISECONDS[2], lambda: matching(spec)[: COUNTED + 1].count())
        return None if number is None else Look(Count(min(number, COUNTED), more=number > COUNTED))
    patience = LOOK_MILLISECONDS[min(len(list(conditions_of(spec.whole_filter))), 2)]
    keys = within(patience, lambda: _keys(matching(spec).order_by().values("pk")[: FEW + 1]))
    if keys is None:
        return None
    if len(keys) > FEW:
        return Look(Count(FEW, more=True))
    listed = connection.vendor == "postgresql" or len(keys) <= LISTED_ON_SQLITE
    return Look(Count(len(keys)), keys if listed else None)


def _keys(rows: QuerySet[Any, Any]) -> list[int]:
    """The keys straight from the driver: thousands of them cost a tenth of what they do through the ORM."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def candidates(spec: ListSpec, look: Look | None) -> QuerySet[Any]:
    """The same records as `matching`, for the page query."""
    if not spec.whole_filter.parts:
        return matching(spec)
    if look is not None and not look.count.more and look.keys is None:
        return matching(spec)
    if look is not None and look.keys is not None:
        return spec.definition.model._default_manager.order_by().filter(pk__in=_listed(look.keys))
    # PostgreSQL walks by itself; SQLite has to be told.
    return _walked(spec) if connection.vendor == "sqlite" else matching(spec)


def _walked(spec: ListSpec) -> QuerySet[Any]:
    """Each row is asked by its key, which leaves SQLite no other way than to follow the order.

    Conditions on the first sorted column stay outside: they say where in the order to begin and to stop.
    """
    first = spec.group_text or spec.sort[0].column.key
    along: list[Condition | Group] = []
    asked: list[Condition | Group] = []
    for part in spec.whole_filter.parts:
        leads = isinstance(part, Condition) and part.field == first
        (along if leads else asked).append(part)
    answering = spec.definition.model._default_manager.order_by().filter(
        condition_of(spec, Group(tuple(asked))), pk=OuterRef("pk")
    )
    records = spec.definition.visible(spec.actor).filter(condition_of(spec, Group(tuple(along))))
    return records.filter(Exists(answering)) if asked else records


def _listed(keys: Sequence[int]) -> RawSQL:
    """A list of keys as one parameter."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
