"""Rows by many keys."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q


def among(ids: Sequence[int], column: str = "pk") -> Q:
    """The rows with these keys in a column, given once each; keys without a gap between them are asked as a range.

    A range spares the database and Django a parameter a row, which an import or a rebuild feels.
    """
    if len(ids) > 1 and max(ids) - min(ids) == len(ids) - 1:
        return Q(**{f"{column}__gte": min(ids), f"{column}__lte": max(ids)})
    return Q(**{f"{column}__in": ids})
