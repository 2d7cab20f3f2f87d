"""Looks for duplicates through the whole file: reads by chunks, blocks, scores, stores pairs and reasons (F11)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from negoce.companies.models import DuplicatePair, DuplicateSearch
from negoce.companies.queries.duplicates_read import COMPANY, CONTACT, READERS
from negoce.companies.rules.duplicates.record_keys import COMPANY_FAMILIES, CONTACT_FAMILIES, Family, meetings
from negoce.companies.rules.duplicates.records import (
    LIKELY,
    PairState,
    Record,
    Verdict,
    judge_companies,
    judge_contacts,
)
from negoce.companies.rules.duplicates.tokens import Weights

Progress = Callable[[int, int], None]
_BATCH = 500
_EVERY = 2_000
_MOST_FOUND = 200_000

_FAMILIES: Mapping[str, Mapping[str, Family]] = {COMPANY: COMPANY_FAMILIES, CONTACT: CONTACT_FAMILIES}
_JUDGES: Mapping[str, Callable[[Record, Record, Weights], Verdict]] = {
    COMPANY: judge_companies,
    CONTACT: judge_contacts,
}


def find_duplicates(kind: str, *, progress: Progress | None = None, everything: bool = False) -> int:
    """Compare the records of a kind (`company` or `contact`) that share a key; returns how many pairs are likely.

    Only what changed since the last search is compared anew, unless `everything`. Pairs that a person decided on
    stay as they are. `progress(done, total)` is told now and then, in steps: read, then one for each kind of key.
    Nothing is written before the end, then each pair once: a search that was cut off is simply begun again.
    """
    started = timezone.now()
    search, _new = DuplicateSearch.objects.get_or_create(kind=kind)
    since = None if everything else search.since
    records, changed = _read(kind, since, progress)
    compared = 0
    found: dict[tuple[int, int], Verdict] = {}
    if changed is None or changed:
        weights = Weights(record.words for record in records)
        compared, found = _compare(kind, records, weights, changed, progress)
    _store(kind, records, changed, found)
    search.since, search.finished_at = started, timezone.now()
    search.compared = compared
    search.found = DuplicatePair.objects.filter(kind=kind, state=PairState.OPEN.value).count()
    search.save()
    return len(found)


def _read(
    kind: str, since: datetime | None, progress: Progress | None
) -> tuple[list[Record], set[int] | None]:
    """Every record, and the places of those that changed since then (None: all of them)."""
    records: list[Record] = []
    changed: set[int] = set()
    for record, moment in READERS[kind]():
        if since is not None and moment >= since:
            changed.add(len(records))
        records.append(record)
        if progress and len(records) % _EVERY == 0:
            progress(0, len(_FAMILIES[kind]) + 1)
    return records, None if since is None else changed


def _compare(
    kind: str,
    records: Sequence[Record],
    weights: Weights,
    changed: Collection[int] | None,
    progress: Progress | None,
) -> tuple[int, dict[tuple[int, int], Verdict]]:
    """Judge each pair that meets once; the places of the likely ones with their verdicts."""
    judge, seen = _JUDGES[kind], set()
    found: dict[tuple[int, int], Verdict] = {}
    size, families = len(records), _FAMILIES[kind]
    for number, family in enumerate(families.values()):
        for left, right in meetings(records, family, weights, changed):
            mark = left * size + right
            if mark in seen:
                continue
            seen.add(mark)
            verdict = judge(records[left], records[right], weights)
            if verdict.score >= LIKELY and len(found) < _MOST_FOUND:
                found[left, right] = verdict
            if progress and len(seen) % _EVERY == 0:
                progress(number + 1, len(families) + 1)
    return len(seen), found


def _store(
    kind: str,
    records: Sequence[Record],
    changed: Collection[int] | None,
    found: Mapping[tuple[int, int], Verdict],
) -> None:
    """Write what was found, in short transactions, and take away open pairs that are no longer likely."""
    verdicts = {(records[low].key, records[high].key): verdict for (low, high), verdict in found.items()}
    stale: list[int] = []
    known: dict[tuple[int, int], tuple[int, float, list[str], str]] = {}
    looked_at = None if changed is None else {records[place].key for place in changed}
    alive = {record.key for record in records}
    for row in DuplicatePair.objects.filter(kind=kind).order_by("pk").iterator(chunk_size=_EVERY):
        pair = (row.low_key, row.high_key)
        known[pair] = (row.pk, row.score, row.reasons, row.state)
        gone = row.low_key not in alive or row.high_key not in alive
        looked = looked_at is None or row.low_key in looked_at or row.high_key in looked_at
        if row.state == PairState.OPEN.value and (gone or (looked and pair not in verdicts)):
            stale.append(row.pk)
    fresh = [
        DuplicatePair(kind=kind, low_key=low, high_key=high, score=each.score, reasons=list(each.reasons))
        for (low, high), each in verdicts.items()
        if (low, high) not in known
    ]
    moved = [
        DuplicatePair(pk=known[pair][0], score=each.score, reasons=list(each.reasons))
        for pair, each in verdicts.items()
        if pair in known and (known[pair][1], known[pair][2]) != (each.score, list(each.reasons))
    ]
    for start in range(0, len(stale), _BATCH):
        some = stale[start : start + _BATCH]
        DuplicatePair.objects.filter(Q(state=PairState.OPEN.value), pk__in=some).delete()
    for start in range(0, len(fresh), _BATCH):
        with transaction.atomic():
            DuplicatePair.objects.bulk_create(fresh[start : start + _BATCH], ignore_conflicts=True)
    for start in range(0, len(moved), _BATCH):
        with transaction.atomic():
            DuplicatePair.objects.bulk_update(moved[start : start + _BATCH], ["score", "reasons"])
