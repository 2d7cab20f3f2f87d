"""Brings the whole search index in step with the records, while people go on working."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from negoce.companies.actions.search.index import BATCH, index_batch, indexed_sources
from negoce.companies.interfaces import SearchSource
from negoce.companies.models import SearchEntry, SearchWord
from negoce.companies.rules.search.terms import kind_range, object_id

Progress = Callable[[str, int], None]


def rebuild_search(progress: Progress | None = None, *, empty_first: bool = False) -> int:
    """Index every record of every kind, in short transactions; returns how many entries changed.

    What is in step already costs a read. `empty_first` forgets everything before, which a change of how terms
    are made asks for: search then finds little until the end. `progress(kind, records done)` is told after
    each batch.
    """
    changed = _forget_everything() if empty_first else 0
    for kind, source in indexed_sources().items():
        assert source.all_ids
        done = 0
        for ids in _batches(source.all_ids()):
            changed += index_batch(source, ids)
            done += len(ids)
            if progress:
                progress(kind, done)
        changed += _remove_gone(source)
    return changed


def _forget_everything() -> int:
    """Empty the index; on SQLite a trigger empties the terms, whatever they were."""
    with transaction.atomic():
        removed, _models = SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
    return removed


def _remove_gone(source: SearchSource) -> int:
    """Forget the records that were removed without a word."""
    assert source.all_ids
    first, last = kind_range(source.code)
    alive = set(source.all_ids())
    kept = SearchEntry.objects.filter(pk__gte=first, pk__lte=last).order_by("pk").values_list("pk", flat=True)
    gone = [object_id(key) for key in kept if object_id(key) not in alive]
    return sum(index_batch(source, some) for some in _batches(gone))


def _batches(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    walk = iter(ids)
    while some := list(islice(walk, BATCH)):
        yield some
