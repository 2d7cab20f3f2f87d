"""Rows out of PostgreSQL: COPY writes them as text, which Arrow reads in parallel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from negoce.portfolio.facts.sources.reading import Kind, Reading, Wanted, parsed

if TYPE_CHECKING:
    import psycopg
    import pyarrow

_SHAPES = {
    Kind.CENTS: "({0} * 100)::bigint",
    Kind.QUANTITY: "{0}::float8",
    Kind.MOMENT: "(EXTRACT(EPOCH FROM {0}) * 1000000)::bigint",
    Kind.PRESENT: "({0} IS NOT NULL)::int",
}
_PIECE_BYTES = 8_000_000


class PostgresqlSource:
    """Reads through one connection; the caller keeps it in one transaction that repeats what it read."""

    def __init__(self, connection: psycopg.Connection[tuple[int, ...]]) -> None:
        self._connection = connection

    def read(self, reading: Reading) -> Iterator[pyarrow.Table]:
        """The rows, in pieces."""
        columns = ", ".join(shaped(each) for each in reading.columns)
        statement = (
            f"COPY (SELECT {columns} FROM {reading.table} WHERE {reading.condition}"
            f" ORDER BY {reading.key}) TO STDOUT (FORMAT csv)"
        )
        piece, size = [], 0
        with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for block in copy:
                piece.append(bytes(block))
                size += len(block)
                # Each block is one whole row.
                if size >= _PIECE_BYTES:
                    yield parsed(b"".join(piece), reading.columns)
                    piece, size = [], 0
        yield parsed(b"".join(piece), reading.columns)

    def ask(self, statement: str) -> list[tuple[int, ...]]:
        """The whole answer of a small question."""
        with self._connection.cursor() as cursor:
            return cursor.execute(statement.encode()).fetchall()


def shaped(column: Wanted) -> str:
    """A column as this database says it."""
    return _SHAPES.get(column.kind, "{0}").format(column.expression)
