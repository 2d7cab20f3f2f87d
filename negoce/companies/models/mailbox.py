"""Addresses by the mailbox they reach: capitals, and what stands behind a plus, are ways to write the same one."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, TextField

_AS_WRITTEN = (
    "LOWER(CASE WHEN {place}(%(expressions)s, '+') BETWEEN 2 AND {place}(%(expressions)s, '@')"
    " THEN SUBSTR(%(expressions)s, 1, {place}(%(expressions)s, '+') - 1)"
    " || SUBSTR(%(expressions)s, {place}(%(expressions)s, '@')) ELSE %(expressions)s END)"
)


class Mailbox(Func):
    """`without_tag` in small letters, as the database works it out: an index holds it.

    Its figures stand in the text: SQLite would not know the index by parameters.
    """

    arity = 1
    output_field = TextField()
    template = _AS_WRITTEN.format(place="STRPOS")

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The same in the words of SQLite."""
        return self.as_sql(compiler, connection, template=_AS_WRITTEN.format(place="INSTR"), **extra)
