"""Rows by many keys."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q


def among(ids: Sequence[int]) -> Q:
    """The rows with these keys, given once each; keys that follow one another without a gap are asked as a range.

    A range spares the database and Django a parameter a row, which an import or a rebuild feels.
    """
    if len(ids) > 1 and max(ids) - min(ids) == len(ids) - 1:
        return Q(pk__range=(min(ids), max(ids)))
    return Q(pk__in=ids)
