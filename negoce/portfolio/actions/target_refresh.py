"""Notes companies on every criterion of the matrix from their facts, and places them (P7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min

from negoce.companies.models import Company
from negoce.portfolio.queries.target_facts import (
    READERS,
    Asked,
    Part,
    Values,
    company_rows,
    custom_numbers,
    links_of,
    purchases,
    sector_revenue,
    sectors,
)
from negoce.prospecting.actions.target_reweigh import reweigh, reweigh_rows
from negoce.prospecting.enums import TargetSource
from negoce.prospecting.models import TargetCriterion, TargetIndex, TargetNote
from negoce.prospecting.queries.target_index import Criterion, criteria
from negoce.prospecting.rules.target_index import note_of

# A piece is read, noted and written in one short transaction.
_PIECE = 2_000
_MOST_ROUNDS = 3
_COLUMNS = tuple(f"note_{slot}" for slot in range(1, 21))
Tick = Callable[[int, int], None]


def refresh_all_targets(*, today: date, tick: Tick | None = None) -> int:
    """Every company that may be sold to; returns how many. Rows of others go.

    What was added or changed on the way is noted by a second round. A criterion counts from the end of the first whole
    round on; should that stop on the way, the next one begins anew and nothing wrong was shown.
    """
    written = _round(today, tick)
    for _again in range(_MOST_ROUNDS):
        if not TargetCriterion.objects.exclude(noted_revision=F("revision")).exists():
            break
        written = _round(today, tick)
    return written


def _round(today: date, tick: Tick | None) -> int:
    means, links = sector_revenue(), links_of()
    span = Company.objects.aggregate(first=Min("pk"), last=Max("pk"))
    kept = {(each.pk, each.revision) for each in criteria(noting=True)}
    written = 0
    low, last = span["first"] or 0, span["last"] or -1
    for start in range(low, last + 1, _PIECE):
        # Read anew for each piece: what is taken away or changed meanwhile is not written.
        known = criteria(noting=True)
        kept &= {(each.pk, each.revision) for each in known}
        written += _refresh(Part(low=start, high=start + _PIECE), known, means, links, today)
        if tick is not None:
            tick(min(start + _PIECE, last + 1) - low, last + 1 - low)
    for key, revision in sorted(kept):
        TargetCriterion.objects.filter(pk=key, revision=revision).update(noted_revision=revision)
    # Companies noted by themselves meanwhile did without what did not count yet.
    reweigh(criteria())
    return written


def refresh_targets(company_ids: Sequence[int], *, today: date) -> int:
    """These companies, at once; returns how many rows were written."""
    keys = sorted(set(company_ids))
    return refresh_with(keys, today=today, means=sector_revenue(keys))


def refresh_with(keys: Sequence[int], *, today: date, means: Values) -> int:
    """These companies, with what customers of their activities buy as read before; for whoever holds a transaction."""
    known = criteria()
    written = 0
    for start in range(0, len(keys), 500):
        part = Part(keys=keys[start : start + 500])
        written += _refresh(part, known, means, links_of(part), today)
    return written


def notes_by_facts(asked: Asked, known: Sequence[Criterion]) -> Mapping[int, Values]:
    """What each criterion's fact is, by the key of the criterion, then of the company; those by hand have none."""
    found: dict[int, Values] = {}
    for each in known:
        source = TargetSource(each.source)
        if source is TargetSource.CUSTOM:
            found[each.pk] = custom_numbers(asked, each.field_key)
        elif source in READERS:
            found[each.pk] = READERS[source](asked)
    return found


def _refresh(part: Part, known: Sequence[Criterion], means: Values, links: Values, today: date) -> int:
    with transaction.atomic():
        asked = Asked(part, today, means, links, company_rows(part))
        facts = notes_by_facts(asked, known)
        given: dict[tuple[int, int], int] = {
            (company, criterion): note
            for company, criterion, note in TargetNote.objects.filter(part.of("company_id"))
            .order_by()
            .values_list("company_id", "criterion_id", "note")
        }
        sizes = _sizes(asked)
        rows = [_row(each.pk, known, facts, given, sizes.get(each.pk), today) for each in asked.rows]
        TargetIndex.objects.filter(part.of("pk")).exclude(pk__in=_alive(part)).delete()
        TargetIndex.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["company"], update_fields=["size", "as_of", *_COLUMNS]
        )
        reweigh_rows(TargetIndex.objects.filter(part.of("pk")), known)
    return len(rows)


def _alive(part: Part) -> Any:
    alive = Company.objects.filter(part.of("pk"), relation="customer", deleted_at__isnull=True)
    return alive.order_by().values("pk")


def _row(
    key: int,
    known: Sequence[Criterion],
    facts: Mapping[int, Values],
    given: Mapping[tuple[int, int], int],
    size: Decimal | None,
    today: date,
) -> TargetIndex:
    notes: dict[str, int] = {}
    for each in known:
        by_hand = given.get((key, each.pk))
        note = None if by_hand is not None else note_of(facts.get(each.pk, {}).get(key), each.bands)
        if by_hand is not None:
            notes[each.column] = by_hand
        elif note is not None:
            notes[each.column] = int(note * 10)
    return TargetIndex(company_id=key, size=size, as_of=today, **notes)


def _sizes(asked: Asked) -> Values:
    """Accessible revenue: what they declared, else what customers of their sector buy, else what they buy."""
    own = {row.pk: row.net for row in asked.rows if row.net > 0}
    return {**own, **sectors(asked), **purchases(asked)}
