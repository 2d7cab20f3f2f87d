"""The records that answer a list's filter, worded so that each database finds them the quick way.

Two ways lead to a page: collect all that match and sort them, or follow the order and ask each row until
the page is
full. With 200,000 records the first is quicker up to some 3,000 matches, the second beyond. Databases
guess badly how many match (SQLite hardly tries), so we look first and word the query accordingly.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.queries.lists.among import Among
from negoce.companies.queries.lists.conditions import condition_of
from negoce.companies.queries.lists.hints import hint, learn
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.filters import Condition, Group, conditions_of

COUNTED = 10_000
FEW = 3_000
# Beyond, finding the records again is as quick as reading a list of their keys.
LISTED = {"sqlite": 1_000, "postgresql": 1_500}
# Several conditions are dearer to check and worth knowing more about.
LOOK_MILLISECONDS = {1: 4, 2: 12}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of records, exact unless there are `more`."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look told: how many match, None when that takes long, and which ones when they are few."""

    count: Count | None = None
    keys: Sequence[int] | None = None


def matching(spec: ListSpec) -> QuerySet[Any]:
    """The records that the actor sees and that answer the filter, in no order."""
    whole = spec.whole_filter
    if whole not in spec.worded:
        spec.worded[whole] = condition_of(spec, whole)
    return spec.definition.visible(spec.actor).filter(spec.worded[whole])


def first_look(spec: ListSpec) -> Look:
    """How many records match, no further than COUNTED without a filter, FEW with one, while it is quick to tell."""
    if not spec.whole_filter.parts:
        number = within(LOOK_MILLISECONDS[2], lambda: matching(spec)[: COUNTED + 1].count())
        return Look() if number is None else Look(Count(min(number, COUNTED), more=number > COUNTED))
    key = ("look", spec.definition.key, spec.actor.user_id, spec.whole_filter)
    told = hint(key)
    if isinstance(told, Look):
        return told
    patience = LOOK_MILLISECONDS[min(len(list(conditions_of(spec.whole_filter))), 2)]
    keys = within(patience, lambda: _keys(matching(spec).order_by().values("pk")[: FEW + 1]))
    if keys is not None and len(keys) <= FEW:
        return Look(Count(len(keys)), keys)
    look = Look() if keys is None else Look(Count(FEW, more=True))
    learn(key, look)
    return look


def _keys(rows: QuerySet[Any, Any]) -> list[int]:
    """The keys straight from the driver: thousands of them cost a tenth of what they do through the ORM."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def candidates(spec: ListSpec, look: Look) -> QuerySet[Any]:
    """The same records as `matching`, for the page query."""
    if look.keys is None or len(look.keys) > LISTED[connection.vendor]:
        return matching(spec)
    return spec.definition.model._default_manager.order_by().filter(Among(look.keys))


def is_led(spec: ListSpec, look: Look) -> bool:
    """Whether the database has to be told which way to go: PostgreSQL chooses well by itself."""
    return bool(spec.whole_filter.parts) and look.keys is None and connection.vendor == "sqlite"


def is_long_way(spec: ListSpec) -> bool:
    """Whether following the order was given up a moment ago."""
    return bool(hint(_long_way(spec)))


def note_long_way(spec: ListSpec) -> None:
    """Remember that the matches of this filter are too far apart in this order."""
    learn(_long_way(spec), True)


def _long_way(spec: ListSpec) -> Hashable:
    return (
        "long way",
        spec.definition.key,
        spec.actor.user_id,
        spec.whole_filter,
        spec.group_text,
        spec.sort_text,
    )


def walked(spec: ListSpec) -> QuerySet[Any]:
    """The same, worded so that each row is asked by its key, which leaves SQLite no other way than to follow the order.

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
