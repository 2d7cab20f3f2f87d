"""Works both indexes of all companies, or of some, out again from their notes (R-P3's sum, in the database)."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet

from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.models import TargetIndex
from negoce.prospecting.queries.target_index import (
    CELL,
    CELLS,
    HIGH_HUNDREDTHS,
    Criterion,
    hundredths,
    known_percent,
)

# With a limit no database works the sums out again for each column that reads them.
_ALL = 1_000_000_000
_LAST = CELLS - 1
_TABLE = TargetIndex._meta.db_table
# A company whose place stays is not written: the night, or weights kept twice, cost the reading alone.
_PLACED = f"""
UPDATE {_TABLE} SET
    potential = weighed.high / 100.0,
    accessibility = weighed.near / 100.0,
    known_potential = weighed.sure_high,
    known_accessibility = weighed.sure_near,
    priority = CASE
        WHEN weighed.high IS NULL OR weighed.near IS NULL THEN NULL
        WHEN weighed.high >= {HIGH_HUNDREDTHS} THEN CASE WHEN weighed.near >= {HIGH_HUNDREDTHS} THEN 1 ELSE 2 END
        WHEN weighed.near >= {HIGH_HUNDREDTHS} THEN 3 ELSE 4 END,
    cell = CASE WHEN weighed.high >= 1000 THEN {_LAST} ELSE weighed.high / {CELL} END * {CELLS}
        + CASE WHEN weighed.near >= 1000 THEN {_LAST} ELSE weighed.near / {CELL} END
FROM ({{weighed}}) AS weighed WHERE {_TABLE}.company_id = weighed.company_id
    AND ({_TABLE}.potential, {_TABLE}.accessibility, {_TABLE}.known_potential, {_TABLE}.known_accessibility)
        {{differs}} (weighed.high / 100.0, weighed.near / 100.0, weighed.sure_high, weighed.sure_near)
"""
# How each database compares what may be null.
_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
# A piece is written in well under 200 ms.
_PIECE = 25_000


def reweigh(known: Sequence[Criterion]) -> int:
    """All companies, each piece a transaction of its own; returns how many changed places."""
    span = TargetIndex.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if span["first"] is None:
        return 0
    written = 0
    for low in range(span["first"], span["last"] + 1, _PIECE):
        with transaction.atomic():
            written += reweigh_rows(TargetIndex.objects.filter(pk__gte=low, pk__lt=low + _PIECE), known)
    return written


def reweigh_rows(rows: QuerySet[TargetIndex], known: Sequence[Criterion]) -> int:
    """These companies, in one statement: each sum is worked out once, then read by all columns made of it.

    Returns how many changed places.
    """
    weighed = (
        rows.annotate(
            high=hundredths(known, MatrixSide.POTENTIAL),
            near=hundredths(known, MatrixSide.ACCESSIBILITY),
            sure_high=known_percent(known, MatrixSide.POTENTIAL),
            sure_near=known_percent(known, MatrixSide.ACCESSIBILITY),
        )
        .order_by()
        .values_list("company_id", "high", "near", "sure_high", "sure_near")
    )[:_ALL]
    try:
        sql, parameters = weighed.query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_PLACED.format(weighed=sql, differs=_DIFFERS[connection.vendor]), parameters)
        return int(cursor.rowcount)
