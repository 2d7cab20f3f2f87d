"""Records whose keys are known: thousands of keys as one parameter, which each database reads its quickest way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class Among(Func):
    """A condition on the primary key, for `filter`."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, keys: Sequence[int]) -> None:
        super().__init__(F("pk"))
        self.keys = keys

    def as_sql(  # type: ignore[override]  # Django's own promises a str for an SQL of two parts
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """`= ANY` lets PostgreSQL go through an index once; SQLite takes the list as JSON."""
        column, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s::bigint[])", (*parameters, list(self.keys))
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, json.dumps(list(self.keys)))
