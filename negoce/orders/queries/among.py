"""Conditions on thousands of values, for plain statements."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection


def among_texts(column: str, texts: Iterable[str]) -> tuple[str, str | list[str]]:
    """The condition that a column is one of the texts, and its parameter.

    They go as one parameter: Django takes longer over a list of them than the database over the answer.
    """
    values = sorted(set(texts))
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(values)
    return f"{column} = ANY(%s::text[])", values


def among_capitals(column: str, texts: Iterable[str]) -> tuple[str, str | list[str]]:
    """The same, capitals ignored as the index on `upper(column)` ignores them.

    The database puts both in capitals: each has its own idea of those of an accented letter.
    """
    values = sorted(set(texts))
    if connection.vendor == "sqlite":
        return f"upper({column}) IN (SELECT upper(value) FROM json_each(%s))", json.dumps(values)
    every = "SELECT upper(each) FROM unnest(%s::text[]) AS each"
    return f"upper({column}) = ANY(ARRAY({every}))", values
