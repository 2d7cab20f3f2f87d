"""Filter-and-sort pairs drawn from everything that the list offers: the ones nobody thought of tuning."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.models import Company, Tag
from negoce.companies.permissions import is_custom
from negoce.companies.queries.lists.definition import readable_columns
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import is_sortable
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import OPERATORS, TAKES, Condition, Operator, Values
from negoce.identity.rules.actor import Actor

_SEED = 5
_DAYS = ("7", "30", "90", "365")


def drawn_pairs(actor: Actor, count: int) -> Sequence[tuple[str, str]]:
    """`count` pairs (filter, sort) of the list of companies, always the same ones."""
    draw = random.Random(_SEED)
    # Custom fields have pairs of their own in lists.toml: a new one would draw all others anew.
    readable = readable_columns(LISTS["companies"], actor).values()
    columns = [column for column in readable if not is_custom(column.key)]
    asked = [column for column in columns if column.filterable]
    sorts = [column.key for column in columns if is_sortable(column)]
    pairs = []
    while len(pairs) < count:
        column = draw.choice(asked)
        operator = draw.choice(OPERATORS[column.kind])
        values = _values(draw, actor, column, operator)
        if values is None:
            continue
        sort = draw.choice(("", "-")) + draw.choice(sorts)
        pairs.append((write_condition(Condition(column.key, operator, values)), sort))
    return pairs


def _values(draw: random.Random, actor: Actor, column: Column, operator: Operator) -> tuple[str, ...] | None:
    takes = TAKES[operator]
    if takes is Values.NO_VALUE:
        return ()
    if takes is Values.DAYS:
        return (draw.choice(_DAYS),)
    if takes is Values.DATE_THEN_MANY:
        day = timezone.localdate() - timedelta(days=draw.choice((30, 180, 400)))
        return (day.isoformat(), _product(draw))
    count = 2 if takes is Values.RANGE else 1
    found = [_value(draw, actor, column, operator) for _ in range(count)]
    if None in found:
        return None
    kept = [value for value in found if value is not None]
    if takes is Values.RANGE:
        kept.sort(key=float if column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY) else str)
    return tuple(kept)


def _value(draw: random.Random, actor: Actor, column: Column, operator: Operator) -> str | None:
    if column.kind is ColumnKind.PRODUCT:
        return _product(draw)
    if column.kind is ColumnKind.TAGS:
        return str(draw.choice(list(Tag.objects.order_by("pk").values_list("name", flat=True))))
    if column.kind is ColumnKind.YES_NO:
        return draw.choice(("yes", "no"))
    if column.kind is ColumnKind.PERSON:
        return "me"
    if column.options is not None:
        choices = [value for value, _words in column.options(actor)]
        return str(draw.choice(choices)) if choices else None
    rows = Company.objects.order_by("pk").values_list(column.path, flat=True)
    stored = [value for value in rows[draw.randrange(5_000) :][:20] if value not in (None, "")]
    if not stored:
        return None
    value = draw.choice(stored)
    if column.kind is ColumnKind.MOMENT:
        return str(value.date().isoformat())
    text = str(value)
    if operator in (Operator.CONTAINS, Operator.LACKS):
        return text[1:5] or None
    return text[:3] if operator is Operator.STARTS else text


def _product(draw: random.Random) -> str:
    return str(Product.objects.order_by("pk")[draw.randrange(3_000)].code)
