"""Orders by the name of somebody whom the records only point at (SQLite).

Joined, the few people would come first and the records after each of them, in the order of an index and all over
the table: ten times as long as reading the records as they stand and looking each name up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model, OuterRef, QuerySet, Subquery
from django.db.models.constants import LOOKUP_SEP

from negoce.companies.queries.lists.order import Term, has_index


def named_by_row(records: QuerySet[Any], terms: tuple[Term, ...]) -> tuple[QuerySet[Any], tuple[Term, ...]]:
    """The records with such names beside them, and the order in terms of those; as they are on PostgreSQL."""
    if connection.vendor != "sqlite":
        return records, terms
    named = []
    for place, term in enumerate(terms):
        link, _found, rest = term.path.partition(LOOKUP_SEP)
        if not _points_at_names(records.model, link, rest, term.path):
            named.append(term)
            continue
        field = records.model._meta.get_field(link)
        people = field.related_model._default_manager.order_by().filter(pk=OuterRef(field.attname))
        name = f"named_{place}"
        records = records.alias(**{name: Subquery(people.values(rest)[:1])})
        named.append(replace(term, path=name, link=field.attname))
    return records, tuple(named)


def _points_at_names(model: type[Model], link: str, rest: str, path: str) -> bool:
    if not rest or LOOKUP_SEP in rest or has_index(model, path):
        return False
    return isinstance(model._meta.get_field(link), ForeignKey)
