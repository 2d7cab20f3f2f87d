"""Takes words out of the vocabulary once no entry holds them any more: an erased name is not proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from negoce.companies.models import SearchEntry, SearchWord

_CHUNK = 500
# Where a word was found held, to look there first next time: an undo asks of the same towns in each batch.
_HINTS: dict[str, int] = {}
_MOST_HINTS = 20_000
_SQLITE = "SELECT rowid FROM companies_searchterms WHERE companies_searchterms MATCH %s LIMIT 1"
# The oldest of a few is looked at again next time: those of the import that is undone go one after the other.
# Terms have an index for companies, one for contacts and one for the rest: each is asked by its own condition.
_KINDS = ("(e.id >> 48) = 1", "(e.id >> 48) = 2", "(e.id >> 48) > 2")
_HELD = (
    "(SELECT MIN(held.id) FROM (SELECT e.id FROM companies_searchentry e"
    " WHERE e.terms @@ ('''' || w.word || ''' | ''~' || w.word || '''')::tsquery AND {kind} LIMIT 50) AS held)"
)
_POSTGRESQL = (
    f"SELECT w.word, COALESCE({', '.join(_HELD.format(kind=kind) for kind in _KINDS)})"
    " FROM unnest(%s::text[]) AS w(word)"
)


def unlearn_words(words: Iterable[str]) -> None:
    """Drop those of `words`, of letters only, that no entry holds any more. In the caller's transaction."""
    asked = sorted(set(words))
    left = _not_where_they_were(asked)
    found = _holders(left)
    if len(_HINTS) > _MOST_HINTS:
        _HINTS.clear()
    _HINTS.update(found)
    gone = [word for word in left if word not in found]
    for start in range(0, len(gone), _CHUNK):
        SearchWord.objects.filter(pk__in=gone[start : start + _CHUNK]).delete()


def _not_where_they_were(words: Sequence[str]) -> list[str]:
    """The words that the entry where they were last seen does not hold now."""
    hints = {word: _HINTS[word] for word in words if word in _HINTS}
    ids = sorted(set(hints.values()))
    texts: dict[int, frozenset[str]] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = SearchEntry.objects.filter(pk__in=ids[start : start + _CHUNK]).order_by()
        for key, own, context in rows.values_list("pk", "words", "context"):
            texts[key] = frozenset((*own.split(" "), *context.split(" ")))
    return [word for word in words if word not in hints or word not in texts.get(hints[word], ())]


def _holders(words: Sequence[str]) -> Mapping[str, int]:
    """``{word: entry}`` for the words that some entry holds."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            # The planner cannot guess that few rows hold a word, and would read the whole table for it.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(_POSTGRESQL, [list(words)])
            rows = cursor.fetchall()
            cursor.execute("SET LOCAL enable_seqscan = on")
            return {word: entry for word, entry in rows if entry is not None}
        found = {}
        for word in words:
            cursor.execute(_SQLITE, [f'"{word}" OR "~{word}"'])
            row = cursor.fetchone()
            if row is not None:
                found[word] = row[0]
        return found
