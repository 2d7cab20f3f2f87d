"""Keeps the search index in step: called by every action that changes a record that search finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from negoce.companies.actions.search.unlearn import unlearn_words
from negoce.companies.actions.search.write import (
    learn_words,
    remove_entries,
    stored_entries,
    write_entries,
    write_new_entries,
)
from negoce.companies.interfaces import SearchDocument, SearchSource
from negoce.companies.models import SearchEntry
from negoce.companies.rules.search.terms import (
    EVERYBODY,
    IndexedEntry,
    entry_id,
    kept_fragments,
    kept_words,
    kind_code,
    object_id,
    readers_terms,
    vocabulary_of,
)
from negoce.companies.wired import wired
from negoce.kit.text import split_words

BATCH = 2_000


def index_records(kind: str, ids: Iterable[int]) -> None:
    """Write again what search knows of these records, in the caller's transaction.

    Records that are gone, deleted or erased leave the index, and words that nothing holds any more leave the
    vocabulary. When what others are found or seen by changed (a company's name, town, owner or territory),
    what hangs on it follows. Kinds that search does not find, or finds by an index of their own, cost
    nothing.
    """
    source = indexed_sources().get(kind)
    if source is None:
        return
    keys = list(dict.fromkeys(ids))
    for start in range(0, len(keys), BATCH):
        index_batch(source, keys[start : start + BATCH])


def index_new(entries: Sequence[IndexedEntry], terms: Sequence[str]) -> None:
    """Tell search of records that were just made and of which nothing hangs yet, in the caller's transaction.

    `terms` are those of each entry.
    """
    for start in range(0, len(entries), BATCH):
        part = entries[start : start + BATCH]
        write_new_entries(part, terms[start : start + BATCH])
        learn_words(vocabulary_of(part))


def indexed_sources() -> dict[str, SearchSource]:
    """The kinds that the index keeps, by name."""
    return {source.kind: source for source in wired().search_sources if source.documents}


def index_batch(source: SearchSource, ids: Sequence[int]) -> int:
    """Bring a few thousand records of one kind in step; returns how many entries changed."""
    assert source.documents
    with transaction.atomic():
        wanted = [entry_id(source.code, one) for one in ids]
        before = stored_entries(wanted)
        after = {entry.id: entry for entry in (_entry(source, one) for one in source.documents(ids))}
        changed = [entry for key, entry in after.items() if before.get(key) != entry]
        removed = [entry for key, entry in before.items() if key not in after]
        write_entries(changed, before)
        remove_entries(removed)
        _update_vocabulary(before, changed, removed)
        _follow(source, before, changed)
    return len(changed) + len(removed)


def _entry(source: SearchSource, document: SearchDocument) -> IndexedEntry:
    title = split_words(document.title)
    return IndexedEntry(
        entry_id(source.code, document.object_id),
        document.company_id,
        " ".join(title),
        kept_words(title + split_words(document.words) if document.words else title),
        kept_words(split_words(document.context)) if document.context else "",
        kept_fragments(document.fragments),
        kept_fragments(document.private_fragments),
        EVERYBODY if document.for_everybody else readers_terms(document.owner_id, document.territory_id),
    )


def _update_vocabulary(
    before: dict[int, IndexedEntry], changed: Sequence[IndexedEntry], removed: Sequence[IndexedEntry]
) -> None:
    replaced = [before[entry.id] for entry in changed if entry.id in before]
    held, known = vocabulary_of(changed), vocabulary_of((*replaced, *removed))
    learn_words(held - known)
    unlearn_words(known - held)


def _follow(source: SearchSource, before: dict[int, IndexedEntry], changed: Sequence[IndexedEntry]) -> None:
    """Index what hangs on records that were known and are now found or seen otherwise."""
    moved = [
        object_id(entry.id)
        for entry in changed
        if entry.company_id == object_id(entry.id)
        and (known := before.get(entry.id))
        and (known.words, known.readers) != (entry.words, entry.readers)
    ]
    if not moved or source.kind != "company":
        return
    hanging: dict[int, list[int]] = {}
    rows = SearchEntry.objects.filter(company_id__in=moved).order_by("pk").values_list("pk", flat=True)
    for key in rows:
        hanging.setdefault(kind_code(key), []).append(object_id(key))
    for other in indexed_sources().values():
        if other.code != source.code:
            index_records(other.kind, hanging.get(other.code, []))
