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


def along_the_living(records: QuerySet[Any], terms: tuple[Term, ...]) -> QuerySet[Any]:
    """The same records, told once more that what orders them is not in the bin: its index holds the living alone.

    Contacts by company, on SQLite, where the right to see them is asked apart.
    """
    link, _found, rest = terms[0].path.partition(LOOKUP_SEP)
    if connection.vendor != "sqlite" or not rest:
        return records
    field = records.model._meta.get_field(link)
    if not isinstance(field, ForeignKey) or field.null or not hasattr(field.related_model, "deleted_at"):
        return records
    return records.filter(**{f"{link}__deleted_at__isnull": True})


def _points_at_names(model: type[Model], link: str, rest: str, path: str) -> bool:
    if not rest or LOOKUP_SEP in rest or has_index(model, path):
        return False
    return isinstance(model._meta.get_field(link), ForeignKey)
