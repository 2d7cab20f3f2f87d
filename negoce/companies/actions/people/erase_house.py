"""Takes a person out of texts that a house writes for everybody: they stand under no company, all are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.rules.privacy.filter import redact_filter, redact_query
from negoce.identity.models import JournalEntry

Redact = Callable[[str], str]
# A table, the columns of its texts, and those that hold a filter, alone or in a query string.
Place = tuple[QuerySet[Any], Sequence[str], Sequence[str], Sequence[str]]


def mend_house_texts(places: Iterable[Place], kinds: Sequence[str], redact: Redact) -> int:
    """Mend the texts of these places and what the journal tells of these kinds; returns how many rows changed."""

    def in_filter(text: str) -> str:
        return redact_filter(text, redact, redact)

    def in_query(text: str) -> str:
        return redact_query(text, redact, redact)

    changed = 0
    for rows, texts, filters, queries in places:
        for names, mend in ((texts, redact), (filters, in_filter), (queries, in_query)):
            if names:
                changed += mend_rows(rows, names, mend)
    told = JournalEntry.objects.filter(subject_kind__in=kinds)
    changed += mend_rows(told, ("subject_name",), redact)
    return changed + mend_rows(told, ("values",), lambda values: _mended(values, redact, in_filter, in_query))


def _mended(values: dict[str, Any], redact: Redact, in_filter: Redact, in_query: Redact) -> dict[str, Any]:
    """The values of an entry, each by what its name says that it holds."""
    how = {"segment_filter": in_filter, "filter": in_filter, "query": in_query}
    return {name: _each(value, how.get(name, redact)) for name, value in values.items()}


def _each(value: Any, mend: Redact) -> Any:
    if isinstance(value, str):
        return mend(value)
    return [_each(each, mend) for each in value] if isinstance(value, list) else value
