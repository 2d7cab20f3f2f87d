"""Asking the full-text index of the database in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from negoce.companies.rules.search.expression import Expression, to_fts5, to_tsquery
from negoce.companies.rules.search.terms import IndexedEntry, kind_code, kind_range

COLUMNS = "e.id, e.company_id, e.key, e.words, e.context, e.fragments, e.private_fragments, e.readers"
_SQLITE = (
    f"SELECT {COLUMNS} FROM companies_searchterms t CROSS JOIN companies_searchentry e ON e.id = t.rowid "
    "WHERE companies_searchterms MATCH %s AND t.rowid BETWEEN %s AND %s ORDER BY t.rowid LIMIT %s"
)
_POSTGRESQL = (
    f"SELECT {COLUMNS} FROM companies_searchentry e "
    "WHERE e.terms @@ %s::tsquery AND (e.id >> 48) = %s LIMIT %s"
)
_FIRST_ROWS = (
    f"SELECT {COLUMNS} FROM "
    "(SELECT * FROM companies_searchentry WHERE id BETWEEN %s AND %s ORDER BY id LIMIT %s) e "
    "WHERE e.terms @@ %s::tsquery LIMIT %s"
)
_USE_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off"
# On PostgreSQL the index gives every row that answers before the first one is read. Where so many may answer
# that these first rows are enough (« contact@ »), they are read without it.
FIRST_ROWS = 250
# With so many answers among them, reading on until there are enough is quicker than the index, which is asked
# for thousands of rows.
FREQUENT = 7
_LAST = "\U0010ffff"
# More words than this and the engine walks its own list.
WORDS_MAX = 150


@contextmanager
def asking() -> Iterator[None]:
    """Around the lookups of a search: PostgreSQL is told to use the index of terms.

    Its planner cannot guess how many rows a term brings, and would read a whole table for a frequent one.
    """
    if connection.vendor == "sqlite":
        yield
        return
    if connection.in_atomic_block:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_USE_INDEX)
            yield
        return
    # A transaction of our own in two journeys to the server rather than four.
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN READ ONLY; {_USE_INDEX}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def matching_entries(
    asked: Expression, limit: int, kinds: Sequence[int], *, frequent: bool = False
) -> dict[int, list[IndexedEntry]]:
    """By kind, each by its code, at most `limit` entries that answer: the first found, not the best.

    `frequent` says that a large part of all may answer.
    """
    if connection.vendor == "sqlite":
        return {kind: _of_kind(asked, limit, kind) for kind in kinds}
    query = to_tsquery(asked)
    found: dict[int, list[IndexedEntry]] = {kind: [] for kind in kinds}
    if frequent:
        found |= _together(_FIRST_ROWS, [[*kind_range(kind), FIRST_ROWS, query, limit] for kind in kinds])
        dense = [kind for kind in kinds if FREQUENT <= len(found[kind]) < limit]
        # A quarter more rows than should do: those that answer do not lie evenly.
        rows = {kind: FIRST_ROWS * limit * 5 // (4 * len(found[kind])) for kind in dense}
        found |= _together(_FIRST_ROWS, [[*kind_range(kind), rows[kind], query, limit] for kind in dense])
    rest = [kind for kind in kinds if len(found[kind]) < limit]
    wider = _together(_POSTGRESQL, [[query, kind, limit] for kind in rest])
    return found | {kind: wider.get(kind, []) for kind in rest}


def _of_kind(asked: Expression, limit: int, kind: int) -> list[IndexedEntry]:
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE, [to_fts5(asked), *kind_range(kind), limit])
        return [IndexedEntry(*row) for row in cursor.fetchall()]


def _together(sql: str, asked_of: Sequence[Sequence[Any]]) -> dict[int, list[IndexedEntry]]:
    """The answers to one question a kind, in one journey to the server."""
    found: dict[int, list[IndexedEntry]] = {}
    if not asked_of:
        return found
    with connection.cursor() as cursor:
        parts = " UNION ALL ".join([f"({sql})"] * len(asked_of))
        cursor.execute(parts, [value for values in asked_of for value in values])
        for row in cursor.fetchall():
            found.setdefault(kind_code(row[0]), []).append(IndexedEntry(*row))
    return found


def known_beginnings(beginnings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of these folded texts, those that begin some word, and those that are a whole word."""
    if not beginnings:
        return [], []
    values = ", ".join(["(%s)"] * len(beginnings))
    first = "SELECT w.word FROM companies_searchword w WHERE w.word >= v.b ORDER BY w.word LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH v(b) AS (VALUES {values}) SELECT b, ({first}) FROM v", list(beginnings))
        rows = cursor.fetchall()
    met = [begin for begin, word in rows if word is not None and word.startswith(begin)]
    return met, [begin for begin, word in rows if word == begin]


def words_beginning(beginnings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The words met that begin with each of these folded texts; a text with too many is left out."""
    if not beginnings:
        return {}
    values = ", ".join(["(%s)"] * len(beginnings))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH v(b) AS (VALUES {values}) SELECT v.b, w.word FROM v CROSS JOIN companies_searchword w "
            "WHERE w.word >= v.b AND w.word < v.b || %s LIMIT %s",
            [*beginnings, _LAST, WORDS_MAX],
        )
        rows = cursor.fetchall()
    if len(rows) == WORDS_MAX:
        return {}
    met: dict[str, tuple[str, ...]] = dict.fromkeys(beginnings, ())
    for begin, word in rows:
        met[begin] = (*met[begin], word)
    return met
