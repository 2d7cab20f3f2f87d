"""Pictures each night what each family of products did in each segment, for each set of companies (P8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from negoce.portfolio.enums import OfferKind, SegmentDimension
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.offer_segment_rows import WHOLE, decided_rows, segment_rows
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.measures.offer_segment import bought, largest_products, outcomes, pairs, sizes
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.queries.offer_segments import CONTENT_VERSION, MOST_PRODUCTS
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
        OfferSegmentSnapshot(
            scope_key=key, dimension=dimension, offers=offers, as_of=today, content=content, made_at=now
        )
        for (key, dimension, offers), content in contents.items()
    ]
    for start in range(0, len(rows), _BATCH):
        with transaction.atomic():
            OfferSegmentSnapshot.objects.bulk_create(
                rows[start : start + _BATCH],
                update_conflicts=True,
                unique_fields=["scope_key", "dimension", "offers"],
                update_fields=["as_of", "content", "made_at"],
            )
    if scopes is None:
        OfferSegmentSnapshot.objects.filter(made_at__lt=now).delete()
    return len(rows)


def offer_segment_contents(
    facts: Facts, scopes: Sequence[ScopeSet], today: date
) -> Mapping[tuple[str, str, str], dict[str, Any]]:
    """What each set, dimension and kind of offers shows; amounts are whole cents."""
    import ibis

    found: dict[tuple[str, str, str], dict[str, Any]] = {
        (scope.key, dimension.value, kind.value): {
            "version": CONTENT_VERSION,
            "companies": 0,
            "segments": [],
            "pairs": [],
            "whole": [],
        }
        for scope, dimension, kind in product(scopes, SegmentDimension, OfferKind)
    }
    everybody = membership(facts.companies, scopes)
    members = facts.kept("offer_members", everybody.filter(everybody.segment == "").drop("segment"))
    segments = facts.kept("offer_segments", ibis.memtable(segment_rows()))
    for row in _rows(sizes(segments, members)):
        for each, kind in product(SegmentDimension, OfferKind):
            content = found[row["scope_key"], each.value, kind.value]
            if row["dimension"] == WHOLE:
                content["companies"] = row["companies"]
            elif row["dimension"] == each.value:
                content["segments"].append([row["segment"], row["companies"], row["near"]])
    largest = [row["product_id"] for row in _rows(largest_products(facts.lines, today, MOST_PRODUCTS))]
    for kind in OfferKind:
        products = largest if kind is OfferKind.PRODUCT else None
        own = facts.kept(f"offer_bought_{kind.value}", bought(facts.lines, today, products))
        decided = facts.kept(f"offer_decided_{kind.value}", ibis.memtable(decided_rows(today, products)))
        sold, answered = pairs(own, segments, members), outcomes(decided, segments, members)
        for (key, dimension, segment, family), figures in sorted(_cells(sold, answered).items()):
            if dimension != WHOLE:
                found[key, dimension, kind.value]["pairs"].append([family, segment, *figures])
                continue
            for each in SegmentDimension:
                found[key, each.value, kind.value]["whole"].append([family, *figures])
    return found


def _cells(sold: ibis.Table, answered: ibis.Table) -> Mapping[tuple[str, str, str, int], list[int]]:
    """The figures of each pair, in the order that the page reads."""
    found = {_cell(row): [*(row[name] for name in _SUMS), 0, 0] for row in _rows(sold)}
    for row in _rows(answered):
        found.setdefault(_cell(row), [0] * (len(_SUMS) + 2))[-2:] = [row["won"], row["lost"]]
    return found


def _cell(row: Mapping[str, Any]) -> tuple[str, str, str, int]:
    return row["scope_key"], row["dimension"], row["segment"], row["family"]


def _rows(table: ibis.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
