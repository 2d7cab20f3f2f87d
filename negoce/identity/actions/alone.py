"""One row as it is now, which nobody else changes before the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def alone_with(rows: QuerySet[Row]) -> Row | None:
    """Return the first of these rows, read anew; None when there is none.

    Where databases lock rows, who comes second waits, then reads what the first one wrote. SQLite has one writer, whose
    transaction excludes the others anyway. What was read of the row before is out of date by now.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("being alone with a row ends with the transaction: begin one")
    return rows.select_for_update(of=("self",)).first()
