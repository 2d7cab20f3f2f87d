"""Works both indexes of all companies, or of some, out again from their notes (R-P3's sum, in the database)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max, Min, QuerySet

from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.models import TargetIndex
from negoce.prospecting.queries.target_index import (
    HIGH_HUNDREDTHS,
    Criterion,
    cell,
    hundredths,
    known_percent,
    printed,
    priority,
)

# A piece is written in well under 200 ms.
_PIECE = 25_000


def reweigh(known: Sequence[Criterion]) -> int:
    """All companies, each piece a transaction of its own; returns how many rows were written."""
    span = TargetIndex.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if span["first"] is None:
        return 0
    written = 0
    for low in range(span["first"], span["last"] + 1, _PIECE):
        with transaction.atomic():
            written += reweigh_rows(TargetIndex.objects.filter(pk__gte=low, pk__lt=low + _PIECE), known)
    return written


def reweigh_rows(rows: QuerySet[TargetIndex], known: Sequence[Criterion]) -> int:
    """These companies, in one statement."""
    weighed = rows.annotate(
        high=hundredths(known, MatrixSide.POTENTIAL), near=hundredths(known, MatrixSide.ACCESSIBILITY)
    )
    return weighed.update(
        potential=printed(F("high")),
        accessibility=printed(F("near")),
        priority=priority("high", "near", high=HIGH_HUNDREDTHS),
        cell=cell("high", "near"),
        known_potential=known_percent(known, MatrixSide.POTENTIAL),
        known_accessibility=known_percent(known, MatrixSide.ACCESSIBILITY),
    )
