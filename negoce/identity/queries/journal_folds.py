"""A page of the journal on which a change of many records is one line, not one line a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from negoce.identity.models import JournalEntry
from negoce.identity.queries.journal import PAGE, page_of

# Fewer records than this are each told in full.
FOLD_FROM = 4
# A page is filled up behind its folded changes at most so many times: the number of queries has a bound.
ROUNDS = 3
# Folded changes that a cursor carries, so that the pages that follow do not begin with them again.
CARRIED = 8

# The batch, what was done and on which kind of record: what stands on one line.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """Entries, newest first; `counts` says by key of an entry for how many records it stands, `mixed` which
    of those did not all take the same values (as far as the page saw).
    """

    entries: Sequence[JournalEntry]
    counts: Mapping[int, int]
    mixed: frozenset[int]
    next_cursor: str


def folded_page_of(rows: QuerySet[JournalEntry], cursor: str = "", size: int = PAGE) -> FoldedPage:
    """The lines after `cursor`; a cursor typed by hand starts over. At most two queries a round."""
    position, *carried = cursor.split("~")
    skipped = [key for key in map(_key_of_text, carried[:CARRIED]) if key]
    shown: list[JournalEntry] = []
    heads: dict[Key, JournalEntry] = {}
    counts: dict[int, int] = {}
    mixed: set[int] = set()
    for _round in range(ROUNDS):
        page = page_of(_without(rows, skipped), position, size - len(shown))
        folds = _folds(rows, page.entries)
        for entry in page.entries:
            key = _key(entry)
            if key not in folds:
                shown.append(entry)
            elif key not in heads:
                heads[key] = entry
                counts[entry.pk] = folds[key]
                shown.append(entry)
            elif _after(entry) != _after(heads[key]):
                mixed.add(heads[key].pk)
        skipped += [key for key in folds if key not in skipped]
        position = page.next_cursor
        if not position or len(shown) >= size:
            break
    following = "~".join([position, *(".".join(key) for key in skipped[-CARRIED:])]) if position else ""
    return FoldedPage(shown, counts, frozenset(mixed), following)


def _folds(rows: QuerySet[JournalEntry], entries: Sequence[JournalEntry]) -> dict[Key, int]:
    """The changes that these entries are part of and that are folded, with their number of records."""
    batches = {entry.batch for entry in entries if entry.batch}
    if not batches:
        return {}
    found = rows.filter(batch__in=batches).order_by().values_list("batch", "verb", "subject_kind")
    counted = found.annotate(total=Count("pk")).filter(total__gte=FOLD_FROM)
    return {(batch, verb, kind): total for batch, verb, kind, total in counted}


def _without(rows: QuerySet[JournalEntry], keys: Iterable[Key]) -> QuerySet[JournalEntry]:
    for batch, verb, kind in keys:
        rows = rows.filter(~Q(batch=batch, verb=verb, subject_kind=kind))
    return rows


def _key(entry: JournalEntry) -> Key:
    return entry.batch, entry.verb, entry.subject_kind


def _key_of_text(text: str) -> Key | None:
    parts = text.split(".")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and parts[0] else None


def _after(entry: JournalEntry) -> object:
    """What the fields of an entry became."""
    values = entry.values if isinstance(entry.values, dict) else {}
    return {field: pair[-1] for field, pair in values.items() if isinstance(pair, list) and pair}
