"""Brings the whole search index in step with the records, while people go on working."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from negoce.companies.actions.search_index import BATCH, index_batch, indexed_sources
from negoce.companies.actions.search_write import remove_entries
from negoce.companies.models import SearchEntry
from negoce.companies.rules.search_terms import kind_range, object_id

Progress = Callable[[str, int], None]


def rebuild_search(progress: Progress | None = None, *, empty_first: bool = False) -> int:
    """Index every record of every kind, in short transactions; returns how many entries changed.

    What is in step already costs a read. `empty_first` forgets everything before, which a change of how terms are
    made asks for: search then finds little until the end. `progress(kind, records done)` is told after each batch.
    """
    changed = 0
    for kind, source in indexed_sources().items():
        assert source.all_ids
        first, last = kind_range(source.code)
        if empty_first:
            changed += _remove(SearchEntry.objects.filter(pk__gte=first, pk__lte=last).values_list("pk", flat=True))
        done = 0
        for ids in _batches(source.all_ids()):
            changed += index_batch(source, ids)
            done += len(ids)
            if progress:
                progress(kind, done)
        changed += _remove(_gone(first, last, set(source.all_ids())))
    return changed


def _gone(first: int, last: int, alive: set[int]) -> Iterator[int]:
    """Entries of records that were removed without a word."""
    kept = SearchEntry.objects.filter(pk__gte=first, pk__lte=last).order_by("pk").values_list("pk", flat=True)
    return (key for key in list(kept) if object_id(key) not in alive)


def _remove(keys: Iterable[int]) -> int:
    removed = 0
    for some in _batches(keys):
        with transaction.atomic():
            remove_entries(some)
        removed += len(some)
    return removed


def _batches(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    walk = iter(ids)
    while some := list(islice(walk, BATCH)):
        yield some
