"""Finds companies by name or number, through indexes, for pickers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.identifiers import parse_siren
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key


def search_companies(
    actor: Actor, query: str, *, but: int | None = None, limit: int = 8
) -> Sequence[Company]:
    """Visible companies whose name begins with the query, or whose SIREN it is, by name; for pickers."""
    key = name_key(query)
    number = parse_siren(query).value
    if not key:
        return []
    rows = visible_companies(actor).exclude(pk=but) if but else visible_companies(actor)
    if number:
        return list(_with_siren(rows, number)[:limit])
    return list(rows.filter(_begins(key)).order_by("name_key", "id")[:limit])


def _with_siren(rows: QuerySet[Company], number: str) -> QuerySet[Company]:
    """Rows with this SIREN, in the order of its index, whose own condition must be said for it to serve."""
    return rows.filter(~Q(siren=""), siren=number).order_by("siren")


def _begins(key: str) -> Q:
    """Keys from `key` up to the next one that begins otherwise: a range, which every index serves."""
    return Q(name_key__gte=key, name_key__lt=key[:-1] + chr(ord(key[-1]) + 1))
