"""Writing rows of the search index, on either database, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from django.db import connection

from negoce.companies.models import SearchEntry
from negoce.companies.queries.search.among import among
from negoce.companies.rules.search.terms import IndexedEntry

_COLUMNS = ("id", "company_id", "key", "words", "context", "fragments", "private_fragments", "readers")
_ENTRY = f"companies_searchentry ({', '.join(_COLUMNS)}"
_UPDATE = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
_VALUES = ", ".join(["%s"] * len(_COLUMNS))
_SQLITE_ENTRY = f"INSERT INTO {_ENTRY}) VALUES ({_VALUES}) ON CONFLICT (id) DO UPDATE SET {_UPDATE}"
_SQLITE_TERMS = "INSERT INTO companies_searchterms (rowid, terms) VALUES (%s, %s)"
_SQLITE_FORGET = (
    "INSERT INTO companies_searchterms (companies_searchterms, rowid, terms) VALUES ('delete', %s, %s)"
)
_TYPES = ("bigint", "bigint", "text", "text", "text", "text", "text", "text", "text")
_ARRAYS = ", ".join(f"%s::{kind}[]" for kind in _TYPES)
_POSTGRESQL = (
    f"INSERT INTO {_ENTRY}, terms) "
    f"SELECT {', '.join(_COLUMNS)}, array_to_tsvector(string_to_array(terms, ' ')) "
    f"FROM unnest({_ARRAYS}) AS rows({', '.join(_COLUMNS)}, terms) "
    f"ON CONFLICT (id) DO UPDATE SET {_UPDATE}, terms = excluded.terms"
)
_LEARN = "INSERT INTO companies_searchword (word)"
_CHUNK = 2_000
_columns_of = attrgetter(*_COLUMNS)


def stored_entries(ids: Sequence[int]) -> dict[int, IndexedEntry]:
    """The entries as they are now, by key."""
    rows = SearchEntry.objects.filter(among(ids)).order_by().values_list(*_COLUMNS)
    return {row[0]: IndexedEntry(*row) for row in rows}


def write_new_entries(entries: Sequence[IndexedEntry], terms: Sequence[str]) -> None:
    """Store entries of which the index holds none yet, with the terms of each."""
    if not entries:
        return
    if connection.vendor == "sqlite":
        _write_sqlite(entries, terms)
        return
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {_ENTRY}, terms) FROM STDIN") as copy,
    ):
        for entry, text in zip(entries, terms, strict=True):
            # A term holds no quote and no backslash (rules/search/expression.py).
            lexemes = " ".join([f"'{term}'" for term in text.split()])
            copy.write_row((*_columns_of(entry), lexemes))


def write_entries(entries: Sequence[IndexedEntry], before: Mapping[int, IndexedEntry]) -> None:
    """Store entries over those that the index holds now, given by key in `before`."""
    if not entries:
        return
    terms = [entry.terms() for entry in entries]
    if connection.vendor == "sqlite":
        _forget_terms([before[entry.id] for entry in entries if entry.id in before])
        _write_sqlite(entries, terms)
        return
    rows = [_columns_of(entry) for entry in entries]
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL, [*[list(column) for column in zip(*rows, strict=True)], terms])


def _write_sqlite(entries: Sequence[IndexedEntry], terms: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_SQLITE_ENTRY, [_columns_of(entry) for entry in entries])
        cursor.executemany(
            _SQLITE_TERMS, [(entry.id, text) for entry, text in zip(entries, terms, strict=True)]
        )


def remove_entries(entries: Sequence[IndexedEntry]) -> None:
    """Forget entries that the index holds."""
    if connection.vendor == "sqlite":
        _forget_terms(entries)
    ids = [entry.id for entry in entries]
    for start in range(0, len(ids), _CHUNK):
        # Nothing hangs on an entry: it need not be read to be removed.
        gone = SearchEntry.objects.filter(among(ids[start : start + _CHUNK]))
        gone._raw_delete(using=gone.db)


def learn_words(words: Iterable[str]) -> None:
    """Add words to those that a mistyped one may be corrected to."""
    # In order, so that two transactions never wait for each other in a ring.
    rows = sorted(set(words))
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{_LEARN} VALUES (%s) ON CONFLICT DO NOTHING", [(word,) for word in rows])
        else:
            cursor.execute(f"{_LEARN} SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [rows])


def _forget_terms(entries: Sequence[IndexedEntry]) -> None:
    """SQLite's table keeps no text: it is told the terms that it held."""
    if entries:
        with connection.cursor() as cursor:
            cursor.executemany(_SQLITE_FORGET, [(entry.id, entry.terms()) for entry in entries])
