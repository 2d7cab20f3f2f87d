"""Pictures each night what each family of products did in each segment, for each set of companies (P8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from negoce.portfolio.enums import SegmentDimension
from negoce.portfolio.facts.offer_segment_rows import WHOLE, decided_rows, segment_rows
from negoce.portfolio.facts.opening import Facts, open_facts
from negoce.portfolio.measures.offer_segment import bought, outcomes, pairs, sizes
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.queries.offer_segments import CONTENT_VERSION
from negoce.portfolio.queries.portfolio_scopes import all_scopes
from negoce.portfolio.rules.scope_set import ScopeSet

if TYPE_CHECKING:
    import ibis

_SUMS = ("cents", "past_cents", "margin_cents", "costed_cents", "buyers", "served", "served_near")
_BATCH = 40


def picture_offer_segments(
    *, today: date, scopes: Sequence[ScopeSet] | None = None, directory: Path | None = None
) -> int:
    """Picture all sets, or these; returns how many rows were written. What is no set any more goes."""
    wanted = list(all_scopes() if scopes is None else scopes)
    with open_facts(today=today, directory=directory) as facts:
        contents = offer_segment_contents(facts, wanted, today)
    now = timezone.now()
    rows = [
        OfferSegmentSnapshot(scope_key=key, dimension=dimension, as_of=today, content=content, made_at=now)
        for (key, dimension), content in contents.items()
    ]
    for start in range(0, len(rows), _BATCH):
        with transaction.atomic():
            OfferSegmentSnapshot.objects.bulk_create(
                rows[start : start + _BATCH],
                update_conflicts=True,
                unique_fields=["scope_key", "dimension"],
                update_fields=["as_of", "content", "made_at"],
            )
    if scopes is None:
        OfferSegmentSnapshot.objects.filter(made_at__lt=now).delete()
    return len(rows)


def offer_segment_contents(
    facts: Facts, scopes: Sequence[ScopeSet], today: date
) -> Mapping[tuple[str, str], dict[str, Any]]:
    """What each set and dimension shows; amounts are whole cents."""
    import ibis

    found: dict[tuple[str, str], dict[str, Any]] = {
        (scope.key, dimension.value): {"version": CONTENT_VERSION, "segments": [], "pairs": [], "whole": []}
        for scope in scopes
        for dimension in SegmentDimension
    }
    everybody = membership(facts.companies, scopes)
    members = facts.kept("offer_members", everybody.filter(everybody.segment == "").drop("segment"))
    segments = facts.kept("offer_segments", ibis.memtable(segment_rows()))
    own = facts.kept("offer_bought", bought(facts.lines, today))
    decided = facts.kept("offer_decided", ibis.memtable(decided_rows(today)))
    for row in _rows(sizes(segments, members)):
        if row["dimension"] != WHOLE:
            content = found[row["scope_key"], row["dimension"]]
            content["segments"].append([row["segment"], row["companies"], row["near"]])
    cells: dict[tuple[str, str, str, int], list[int]] = {}
    for row in _rows(pairs(own, segments, members)):
        cells[_cell(row)] = [*(row[name] for name in _SUMS), 0, 0]
    for row in _rows(outcomes(decided, segments, members)):
        cells.setdefault(_cell(row), [0] * (len(_SUMS) + 2))[-2:] = [row["won"], row["lost"]]
    for (key, dimension, segment, family), figures in sorted(cells.items()):
        if dimension != WHOLE:
            found[key, dimension]["pairs"].append([family, segment, *figures])
            continue
        for each in SegmentDimension:
            found[key, each.value]["whole"].append([family, *figures])
    return found


def _cell(row: Mapping[str, Any]) -> tuple[str, str, str, int]:
    return row["scope_key"], row["dimension"], row["segment"], row["family"]


def _rows(table: ibis.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
